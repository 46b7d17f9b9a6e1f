import { isIP } from 'node:net';
import { maxHops, type Hop } from './hop.ts';

const isObject = (value: unknown): value is { readonly [name: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads what `mtr --json --no-dns` prints: `report.hubs[]` (mtr(8); older ones write numbers as strings). Cut-off output gives no hops. Pure. */
export function parseMtr(text: string): readonly Hop[] {
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch {
    return [];
  }
  const hubs = isObject(report) && isObject(report['report']) ? report['report']['hubs'] : undefined;
  if (!Array.isArray(hubs)) return [];
  return hubs.slice(0, maxHops).filter(isObject).flatMap((hub): readonly Hop[] => {
    const [ttl, sent, loss, best, mean, worst] = [hub['count'], hub['Snt'], hub['Loss%'], hub['Best'], hub['Avg'], hub['Wrst']].map(Number);
    const address = String(hub['host']);
    if (!bounded(ttl, 1, maxHops) || !bounded(sent, 0, 100_000) || !bounded(loss, 0, 100)) return [];
    const received = Math.round(sent * (1 - loss / 100));
    if (isIP(address) === 0 || received === 0) return [{ ttl, sent, received: 0 }];
    return [{ ttl, address, sent, received, ...(bounded(best, 0, 1e6) && bounded(mean, 0, 1e6) && bounded(worst, 0, 1e6) ? { bestMs: best, typicalMs: mean, worstMs: worst } : {}) }];
  });
}

const bounded = (value: number | undefined, min: number, max: number): value is number => value !== undefined && value >= min && value <= max;
