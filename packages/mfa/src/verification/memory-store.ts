import { freshState, type CodeStore, type StoredState } from './code-store.ts';

/** States in this process alone: for tests, and for services of one process that may forget at a restart. */
export function createMemoryStore(): CodeStore {
  const states = new Map<string, StoredState>();
  return {
    read: async (account) => states.get(account) ?? { state: freshState, version: 0 },
    compareAndSet: async (account, version, state) => {
      if ((states.get(account)?.version ?? 0) !== version) return false;
      states.set(account, { state, version: version + 1 });
      return true;
    },
  };
}
