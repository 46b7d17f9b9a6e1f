import type { HttpAnswer } from '../facts/http-exchange.ts';
import { cloudflareCodes, signatures } from './refusal-signatures.ts';

/**
 * Who refused in place of the service, and over what. `challenge`: a proof of being no robot; `firewall`: a rule about
 * requests; `address` and `region`: where the client comes from; `block-page`: a filter of the client's network or
 * country; `origin`: a CDN that can't reach the service; `edge`: a CDN that does not know what it should serve.
 */
export type RefusalKind = 'challenge' | 'firewall' | 'address' | 'region' | 'block-page' | 'origin' | 'edge';

export type Refusal = {
  readonly kind: RefusalKind;
  /** The product or the operator, by its own mark. */
  readonly by: string;
  /** Its code or the number of the incident, for a ticket. */
  readonly code?: string;
};

/** Finds the mark that a protection, filter or CDN left on an answer; `undefined` where the service itself seems to speak. */
export function refusalOf(answer: Pick<HttpAnswer, 'status' | 'headers'> & { readonly body: Pick<HttpAnswer['body'], 'text'> }): Refusal | undefined {
  const { status, headers, body: { text } } = answer;
  for (const { kind, by, statuses, header, body } of signatures) {
    if (statuses !== undefined && !statuses.includes(status)) continue;
    const inHeader = header === undefined ? undefined : header[1].exec(headers[header[0]] ?? '');
    const inBody = body === undefined ? undefined : body.exec(text);
    if (inHeader === null || inBody === null) continue;
    const code = (inBody?.[1] ?? inHeader?.[1])?.slice(0, 60);
    return { kind, by, ...(code === undefined ? {} : { code }) };
  }
  return ofCloudflare(status, headers, text);
}

/** Cloudflare numbers its refusals: 1xxx in the page, 52x as the status (developers.cloudflare.com/support/troubleshooting/http-status-codes/). */
function ofCloudflare(status: number, headers: HttpAnswer['headers'], text: string): Refusal | undefined {
  if (headers['cf-ray'] === undefined && !/^cloudflare/i.test(headers['server'] ?? '')) return undefined;
  const code = /(?:error code:?|Error|cf-error-code">)\s*(1\d{3})\b/i.exec(text)?.[1] ?? (status >= 520 && status <= 530 ? String(status) : undefined);
  const kind = code === undefined ? undefined : cloudflareCodes[code];
  return kind === undefined || code === undefined ? undefined : { kind, by: 'Cloudflare', code };
}
