import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Me } from './api.ts';

/** Who is logged in, and what happens when nobody is any more. */
export interface Session {
  readonly me: Me;
  renew(): Promise<void>;
  ended(): void;
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('this part of the page is only shown to somebody who is logged in');
  return session;
}

export const useMay = (): ((permission: Me['permissions'][number]) => boolean) => {
  const { me } = useSession();
  return (permission) => me.permissions.includes(permission);
};
