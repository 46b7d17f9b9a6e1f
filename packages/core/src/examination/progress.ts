import type { CommandIo } from '../command.ts';
import type { RunEvent } from '../events.ts';
import { neutralise } from '../neutralise.ts';
import type { Locale } from '../text.ts';
import { monotonicMs } from '../monotonic.ts';

/** Nobody needs to be told about a wait that is over before it is read. */
const quietMs = 2_000;

export interface Progress {
  readonly on: (event: RunEvent) => void;
  /** Takes the line away again. */
  readonly end: () => void;
}

/** One line on a terminal's stderr that names what is being waited for, from the third second on. */
export function createProgress(io: CommandIo, locale: Locale): Progress {
  const waiting = new Map<string, string>();
  const began = monotonicMs();
  let shown = '';
  const show = (): void => {
    const seconds = Math.round((monotonicMs() - began) / 1_000);
    const first = waiting.values().next().value;
    const line = first === undefined ? '' : locale === 'en'
      ? `${seconds} s, waiting for ${first}${waiting.size > 1 ? ` and ${waiting.size - 1} more` : ''}`
      : `已 ${seconds} 秒，正在等待 ${first}${waiting.size > 1 ? ` 等 ${waiting.size} 项` : ''}`;
    if (line === shown) return;
    shown = line;
    // Every Chinese character of the fixed words takes two columns.
    io.stderr(`\r\u001b[K${line.slice(0, io.columns - (locale === 'en' ? 1 : 14))}`);
  };
  let ticking: NodeJS.Timeout | undefined;
  const start = setTimeout(() => {
    show();
    ticking = setInterval(show, 500);
  }, quietMs);
  return {
    on: (event) => {
      // What a question is about may come from a hostile server.
      if (event.type === 'asking') waiting.set(event.evidence, neutralise(`${event.about} (${event.fact})`));
      if (event.type === 'gathered') waiting.delete(event.evidence.id);
    },
    end: () => {
      clearTimeout(start);
      clearInterval(ticking);
      if (shown !== '') io.stderr('\r\u001b[K');
    },
  };
}
