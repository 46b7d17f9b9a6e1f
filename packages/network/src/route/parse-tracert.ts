import { isIP } from 'node:net';
import { hopOf, maxHops, type Hop } from './hop.ts';

/**
 * Reads what tracert prints with `-d`: three times, then the address. Its sentences are in the language of Windows, so only
 * numbers, stars and addresses count (learn.microsoft.com, tracert). Pure.
 */
export function parseTracert(text: string): readonly Hop[] {
  const hops: Hop[] = [];
  for (const line of text.split(/\r?\n/).slice(0, 1_000)) {
    const [, number, times = '', rest = ''] = /^\s{0,4}(\d{1,3})\s+((?:(?:<?\d+\s*\p{L}+|\*)\s+){3})(.*)$/u.exec(line) ?? [];
    const ttl = Number(number);
    if (number === undefined || ttl < 1 || ttl > maxHops) continue;
    const address = /^\[?([0-9a-f.:]+)\]?/i.exec(rest)?.[1] ?? '';
    const answers = [...times.matchAll(/<?(\d+)\s*\p{L}+/gu)].map(([, ms]) => ({ ms: Number(ms), ...(isIP(address) > 0 ? { address } : {}) }));
    hops.push(hopOf(ttl, 3, answers));
  }
  return hops;
}
