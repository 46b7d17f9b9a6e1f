import { neutralise, type CommandContext, type Locale } from '@culprit/core';
import type { TransferEvent, TransferProgress } from '../transfer/transfer.ts';
import type { DownloadResult } from './download.ts';

export interface Reporter {
  readonly on: (event: TransferEvent) => void;
  /** Takes the line of progress away. */
  end(): void;
  /** `lines`: the result in words. */
  show(result: DownloadResult, lines: readonly string[]): void;
}

/** `1.4 GiB` */
export function shownBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  return `${power === 0 ? bytes : (bytes / 1_024 ** power).toFixed(bytes / 1_024 ** power < 10 ? 1 : 0)} ${units[power]}`;
}

function shownSpan(seconds: number, locale: Locale): string {
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const parts: readonly (readonly [number, string, string])[] = hours > 0 ? [[hours, 'h', '小时'], [minutes, 'min', '分']] : minutes > 0 ? [[minutes, 'min', '分'], [seconds % 60, 's', '秒']] : [[seconds, 's', '秒']];
  return parts.map(([count, en, zh]) => `${count} ${locale === 'en' ? en : zh}`).join(' ');
}

function progressLine({ filesDone, files, bytesDone, bytes, bytesPerSecond, secondsLeft }: TransferProgress, locale: Locale): string {
  const left = secondsLeft === undefined ? [] : [locale === 'en' ? `${shownSpan(secondsLeft, locale)} left` : `剩余 ${shownSpan(secondsLeft, locale)}`];
  return [
    locale === 'en' ? `${filesDone} of ${files} files` : `${filesDone}/${files} 个文件`,
    locale === 'en' ? `${shownBytes(bytesDone)} of ${shownBytes(bytes)}` : `${shownBytes(bytesDone)}/${shownBytes(bytes)}`,
    `${shownBytes(bytesPerSecond)}/s`, ...left,
  ].join(locale === 'en' ? ', ' : '，');
}

/** Progress where somebody watches; events where a program reads; the result for both. What a server wrote is in none of it. */
export function createReporter({ io, locale, options }: Pick<CommandContext, 'io' | 'locale' | 'options'>): Reporter {
  const format = options['format'];
  let shown = false;
  const line = (text: string): void => {
    shown = text !== '';
    io.stderr(`\r\u001b[K${neutralise(text).slice(0, io.columns - 1)}`);
  };
  return {
    on: (event) => {
      if (format === 'ndjson') io.stdout(`${JSON.stringify(withoutBodies(event))}\n`);
      else if (io.interactive && event.type === 'progress') line(progressLine(event, locale));
    },
    end: () => { if (shown) line(''); },
    show: (result, lines) => {
      if (format === 'human') io.stdout(lines.map((text) => `${neutralise(text)}\n`).join(''));
      else io.stdout(`${JSON.stringify(withoutBodies(format === 'ndjson' ? { type: 'end', ...result } : result), undefined, format === 'json' ? 2 : undefined)}\n`);
    },
  };
}

/** Fields and texts of a refusal may hold anything. */
function withoutBodies(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (name, member: unknown) => (name === 'body' || name === 'headers' ? undefined : member)));
}
