import { useEffect, useRef, useState } from 'preact/hooks';
import { get, Refused } from './api.ts';
import { useLive, type LiveEvent } from './live.ts';
import { useSession } from './session.ts';

export interface Loaded<T> {
  /** What is shown while it is asked for again. */
  readonly value: T | undefined;
  readonly error: unknown;
  again(): void;
}

/** Live events come in bursts; a page asks at most so often. */
const calmMs = 1_000;

/** An answer of the API, asked for again when something of interest happened. An empty path asks for nothing. */
export function useLoaded<T>(path: string, concerns: (event: LiveEvent) => boolean = () => false): Loaded<T> {
  const [state, setState] = useState<{ readonly path: string; readonly value?: T; readonly error?: unknown }>({ path });
  const [turn, setTurn] = useState(0);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { ended } = useSession();
  useEffect(() => {
    if (path === '') return undefined;
    let wanted = true;
    get<T>(path).then(
      (value) => (wanted ? setState({ path, value }) : undefined),
      (error: unknown) => {
        if (!wanted) return;
        if (error instanceof Refused && error.problem?.code === 'not-authenticated') ended();
        else setState((before) => ({ ...before, path, error }));
      },
    );
    return () => { wanted = false; };
  }, [path, turn]);
  const again = (): void => setTurn((count) => count + 1);
  useLive((event) => {
    if (!concerns(event) || waiting.current !== undefined) return;
    waiting.current = setTimeout(() => {
      waiting.current = undefined;
      again();
    }, calmMs);
  });
  useEffect(() => () => clearTimeout(waiting.current), []);
  return { value: state.path === path ? state.value : undefined, error: state.path === path ? state.error : undefined, again };
}
