import { isIP } from 'node:net';
import { hopOf, maxHops, type Hop } from './hop.ts';

/** Reads what tracepath(8) of iputils prints with `-n`: one measurement a hop, several for the first. Pure. */
export function parseTracepath(text: string): readonly Hop[] {
  const hops = new Map<number, { address?: string; ms?: number; refusal?: string }[]>();
  for (const line of text.split('\n').slice(0, 1_000)) {
    const [, number, rest = ''] = /^\s{0,4}(\d{1,3})(?:\?)?:\s+(\S.*)$/.exec(line) ?? [];
    const ttl = Number(number);
    if (number === undefined || ttl < 1 || ttl > maxHops || rest.startsWith('[LOCALHOST]')) continue;
    const answers = hops.get(ttl) ?? [];
    hops.set(ttl, answers);
    const address = rest.split(/\s/, 1)[0] ?? '';
    const ms = /\s(\d+(?:\.\d+)?)ms\b/.exec(rest)?.[1];
    const refusal = /\s!([A-Z])\b/.exec(rest)?.[1];
    if (isIP(address) > 0) answers.push({ address, ...(ms === undefined ? {} : { ms: Number(ms) }), ...(refusal === undefined ? {} : { refusal }) });
  }
  return [...hops].sort(([a], [b]) => a - b).map(([ttl, answers]) => hopOf(ttl, Math.max(1, answers.length), answers));
}
