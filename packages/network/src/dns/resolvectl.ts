import { isIP } from 'node:net';

/** One line of `resolvectl dns` or `resolvectl domain`: `Global: …` or `Link 2 (eth0): …`. */
export type ResolvectlLine = { readonly scope: string; readonly values: readonly string[] };

/** Reads what `resolvectl dns` and `resolvectl domain` print (resolvectl(1)). */
export function parseResolvectl(text: string): readonly ResolvectlLine[] {
  return text.split(/\r?\n/).slice(0, 256).flatMap((line) => {
    const [, link, name, rest = ''] = /^(?:Global|Link (\d+) \(([^)]*)\))\s*:(.*)$/.exec(line.trim()) ?? [];
    if (!/^(?:Global|Link )/.test(line.trim())) return [];
    return [{ scope: link === undefined ? 'Global' : name ?? '', values: rest.trim().split(/\s+/).filter((value) => value !== '').slice(0, 16) }];
  });
}

/** The address in `192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:853#dns.example` or `fe80::1%2`. */
export function serverOf(value: string): string | undefined {
  const [plain = ''] = value.split('#', 1);
  const bracketed = /^\[([^\]]+)\]/.exec(plain)?.[1];
  const candidates = [bracketed, plain, plain.replace(/:\d+$/, '')];
  return candidates.find((candidate) => candidate !== undefined && isIP(candidate) > 0);
}
