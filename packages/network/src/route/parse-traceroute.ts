import { isIP } from 'node:net';
import { hopOf, maxHops, type Hop } from './hop.ts';

type Answer = { address?: string; ms?: number; refusal?: string };

/**
 * Reads what traceroute prints with `-n`: that of Linux (traceroute(8) of Dmitry Butskoy, and BusyBox) and that of macOS
 * and the BSDs, where further addresses of a hop stand in lines of their own. Cut-off output gives the hops so far. Pure.
 */
export function parseTraceroute(text: string): readonly Hop[] {
  const hops = new Map<number, { sent: number; readonly answers: Answer[] }>();
  let current: { sent: number; readonly answers: Answer[] } | undefined;
  let address: string | undefined;
  for (const line of text.split('\n').slice(0, 1_000)) {
    const [, ttl, rest = ''] = /^\s{0,4}(\d{1,3})\s+(\S.*)$/.exec(line) ?? [];
    if (ttl !== undefined && isHopText(rest)) {
      current = hops.get(Number(ttl)) ?? { sent: 0, answers: [] };
      if (Number(ttl) >= 1 && Number(ttl) <= maxHops) hops.set(Number(ttl), current);
      address = undefined;
    }
    if (current === undefined || (ttl === undefined && !/^\s+\S/.test(line))) continue;
    for (const word of tokensOf(ttl === undefined ? line : rest)) {
      if (word === '*') current.sent++;
      else if (word.endsWith('ms')) {
        current.sent++;
        current.answers.push({ ms: Number.parseFloat(word), ...(address === undefined ? {} : { address }) });
      } else if (word.startsWith('!')) {
        const last = current.answers.at(-1);
        // A lone "!" says that the answer came with a hop limit of 1, which is no refusal.
        if (last !== undefined && word.length > 1) last.refusal = word.slice(1);
      } else if (isIP(word) > 0) address = word;
    }
  }
  return [...hops].sort(([a], [b]) => a - b).map(([ttl, { sent, answers }]) => hopOf(ttl, sent, answers));
}

/** After the number of a hop stands an address or a star; other lines that begin with numbers are none. */
const isHopText = (rest: string): boolean => rest.startsWith('*') || isIP(rest.split(/\s/, 1)[0] ?? '') > 0;

/** `0.059 ms` as one token, addresses without brackets. */
const tokensOf = (text: string): readonly string[] => text.replaceAll(/(\d+(?:\.\d+)?)\s+ms\b/g, '$1ms').split(/\s+/).map((word) => word.replace(/^\((.*)\)$/, '$1')).filter((word) => /^(?:\*|![A-Z0-9<>-]*|\d+(?:\.\d+)?ms|[0-9a-f.:%]+)$/i.test(word)).slice(0, 100);
