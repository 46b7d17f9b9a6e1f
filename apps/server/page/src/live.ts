import { useEffect, useRef } from 'preact/hooks';
import type { Incident, Result, SelfFault } from './api.ts';

/** What the server tells while it happens. */
export type LiveEvent =
  | { readonly type: 'result'; readonly result: Result }
  | { readonly type: 'incident'; readonly incident: Incident; readonly transition: { readonly kind: string } }
  | { readonly type: 'self-fault'; readonly fault: SelfFault }
  | { readonly type: 'delivery' | 'reload' | 'store' };

const types = ['result', 'incident', 'self-fault', 'delivery', 'reload', 'store'] as const;
const listeners = new Set<(event: LiveEvent) => void>();

/** Listens while somebody is logged in; the browser takes up a connection that broke. */
export function useEvents(onState: (connected: boolean) => void): void {
  useEffect(() => {
    const source = new EventSource('/api/v1/events');
    source.addEventListener('open', () => onState(true));
    source.addEventListener('error', () => onState(false));
    for (const type of types) {
      source.addEventListener(type, ({ data }: MessageEvent<string>) => {
        const event = { type, ...(JSON.parse(data) as object) } as LiveEvent;
        for (const listener of listeners) listener(event);
      });
    }
    return () => source.close();
  }, []);
}

export function useLive(listener: (event: LiveEvent) => void): void {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => {
    const listen = (event: LiveEvent): void => latest.current(event);
    listeners.add(listen);
    return () => void listeners.delete(listen);
  }, []);
}
