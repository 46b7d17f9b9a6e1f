import { distinct, type Variant } from './signed-uris.ts';

/** The bodies that a client may have signed instead of the one it sent: most libraries serialise once for signing and once for sending. */
export function signedBodies(body: string): readonly Variant<string>[] {
  const isJson = /^\s*[[{]/.test(body);
  return distinct([
    { value: body },
    { value: '', mistake: 'body-left-out' },
    { value: '{}', mistake: 'body-empty-object' },
    { value: body.trim(), mistake: 'body-trimmed' },
    { value: `${body}\n`, mistake: 'body-line-feed' },
    ...(isJson ? jsonForms(body) : body.includes('=') ? [{ value: jsonOfForm(body), mistake: 'json-instead-of-form' } as const] : []),
  ]);
}

function jsonForms(body: string): readonly Variant<string>[] {
  const form = formOfJson(body);
  return [
    { value: respaced(body, ''), mistake: 'json-compact' },
    // Python: json.dumps puts a blank after "," and ":" and escapes what is not ASCII.
    { value: respaced(body, ' '), mistake: 'json-with-spaces' },
    { value: escaped(body), mistake: 'json-escaped' },
    { value: respaced(escaped(body), ' '), mistake: 'json-spaced-and-escaped' },
    { value: unescaped(body), mistake: 'json-unescaped' },
    // PHP: json_encode writes "\/" and escapes unless told otherwise.
    { value: escaped(body).replaceAll(/(?<!\\)\//g, '\\/'), mistake: 'json-slashes-escaped' },
    { value: body.replaceAll('\\/', '/'), mistake: 'json-slashes-unescaped' },
    ...(form === undefined ? [] : [{ value: form, mistake: 'form-instead-of-json' } as const]),
  ];
}

/** The same JSON with this after every comma and colon, and no other white space. */
const respaced = (json: string, blank: string): string =>
  json.replaceAll(/"(?:[^"\\]|\\.)*"|\s+|[,:]/gs, (token) => (token.startsWith('"') ? token : token === ',' || token === ':' ? `${token}${blank}` : ''));

const escaped = (json: string): string => json.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const unescaped = (json: string): string => json.replaceAll(/\\u([0-9a-f]{4})/gi, (escape, hex: string) => (parseInt(hex, 16) < 0x80 ? escape : String.fromCharCode(parseInt(hex, 16))));

function formOfJson(body: string): string | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return new URLSearchParams(Object.entries(value).map(([name, member]): [string, string] => [name, typeof member === 'object' ? JSON.stringify(member) : String(member)])).toString();
  } catch {
    return undefined;
  }
}

const jsonOfForm = (body: string): string => JSON.stringify(Object.fromEntries(new URLSearchParams(body)));
