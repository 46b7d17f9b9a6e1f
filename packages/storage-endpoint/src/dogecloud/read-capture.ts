import type { CapturedRequest } from './diagnose-signature.ts';

/**
 * Reads a request as it was captured: the message itself (RFC 9112), or what `curl -v` prints, whose lines begin with `> `.
 * `body` takes the place of what stands in the capture. `undefined`: there is no request line.
 */
export function readCapture(capture: string, body?: string): CapturedRequest | undefined {
  const message = /^> [A-Z]+ \S+ HTTP\//m.test(capture)
    ? capture.split('\n').filter((line) => line.startsWith('>')).map((line) => line.replace(/^> ?/, '')).join('\n')
    : capture.replace(/^\s+/, '');
  const [, head = '', rest = ''] = /^(.*?)(?:\r?\n\r?\n(.*))?$/s.exec(message) ?? [];
  const [line = '', ...fields] = head.split(/\r?\n/);
  const [, method, target] = /^([A-Z]+) (\S+) HTTP\/\d/.exec(line) ?? [];
  if (method === undefined || target === undefined) return undefined;
  const field = (name: string): string | undefined => fields.find((text) => text.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1).replace(/^[ \t]+/, '');
  const host = field('host');
  const authorization = field('authorization');
  return {
    // A request to a proxy names the whole address (RFC 9112 §3.2.2); what arrives is the path.
    method, uri: target.replace(/^https?:\/\/[^/]*/i, ''), body: body ?? withoutLastBreak(rest, field('content-length')),
    ...(host === undefined ? {} : { host }), ...(authorization === undefined ? {} : { authorization }),
  };
}

/** Its length says where the body ends; without one, the line break at the end is the editor's. */
function withoutLastBreak(text: string, length: string | undefined): string {
  return length !== undefined && /^\d+$/.test(length) ? Buffer.from(text).subarray(0, Number(length)).toString('utf8') : text.replace(/\r?\n$/, '');
}
