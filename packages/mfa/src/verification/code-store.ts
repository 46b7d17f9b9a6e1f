/** What is remembered of an account, so that a code counts once. Plain data; no secret. */
export type CodeState = {
  /** The last time step or counter that was accepted; -1: none yet. */
  readonly lastCounter: number;
  /** When codes were refused, in milliseconds since 1970; the newest last. */
  readonly refusedMs: readonly number[];
};

export const freshState: CodeState = { lastCounter: -1, refusedMs: [] };

/** A state and the version that it was read in. */
export type StoredState = { readonly state: CodeState; readonly version: number };

/** Where states are kept. Several processes may share one, so a state is only written over the version that was read. */
export interface CodeStore {
  /** Version 0 with {@link freshState} where the account is unknown. */
  read(account: string): Promise<StoredState>;
  /** Writes if nobody wrote since `version` was read; resolves to whether it did. */
  compareAndSet(account: string, version: number, state: CodeState): Promise<boolean>;
}
