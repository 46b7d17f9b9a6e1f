import { refusalOf, type Refusal } from './refusal.ts';
import { readHead } from './response-head.ts';

/** As much as is looked at of an answer elsewhere. */
const maxBytes = 16_384;

/** The mark of a filter in the bytes that came where TLS was asked for: an HTTP answer, whole or cut off, or a bare page. */
export function blockPageIn(bytes: Buffer): Refusal | undefined {
  const text = bytes.toString('utf8', 0, maxBytes);
  const end = /\r?\n\r?\n/.exec(text);
  const head = readHead(end === null ? text : text.slice(0, end.index));
  const body = { text: end === null ? '' : text.slice(end.index) };
  const refusal = typeof head === 'string' ? refusalOf({ status: 200, headers: {}, body: { text } }) : refusalOf({ ...head, body });
  return refusal?.kind === 'block-page' ? refusal : undefined;
}
