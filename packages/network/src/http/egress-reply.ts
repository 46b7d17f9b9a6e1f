import { isIP } from 'node:net';

/**
 * Reads what echo services answer: a bare address, JSON (`ip`, `query`, `origin`; `country`, `country_code`,
 * `countryCode`, `country_iso`), or the lines of Cloudflare's /cdn-cgi/trace (`ip=`, `loc=`).
 */
export function readEgress(text: string): { readonly address: string; readonly country?: string } | undefined {
  const said = fieldsOf(text.trim().slice(0, 4_000));
  const address = ['ip', 'query', 'origin', 'address', 'ip_addr'].map((name) => said.get(name)?.trim() ?? '').find((value) => isIP(value) > 0);
  if (address === undefined) return undefined;
  const country = ['country_code', 'countrycode', 'country_iso', 'cc', 'loc', 'country'].map((name) => said.get(name) ?? '').find((value) => /^[A-Z]{2}$/i.test(value));
  return { address, ...(country === undefined ? {} : { country: country.toUpperCase() }) };
}

function fieldsOf(text: string): ReadonlyMap<string, string> {
  if (isIP(text) > 0) return new Map([['ip', text]]);
  if (text.startsWith('{')) {
    try {
      const json: unknown = JSON.parse(text);
      if (typeof json === 'object' && json !== null) return new Map(Object.entries(json).flatMap(([name, value]) => (typeof value === 'string' ? [[name.toLowerCase(), value] as const] : [])));
    } catch {
      return new Map();
    }
  }
  return new Map(text.split('\n').flatMap((line) => (line.includes('=') ? [[line.slice(0, line.indexOf('=')).toLowerCase(), line.slice(line.indexOf('=') + 1).trim()] as const] : [])));
}
