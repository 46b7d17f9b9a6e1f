import { defineFact, type Blocked, type Fact, type GatherContext, type HeaderValue, type Json, type Request, type Route, type SecretRef, monotonicMs } from '@culprit/core';
import { contentKind, decodeExcerpt, htmlTitle, type CharsetFault, type ContentKind } from '../http/content.ts';
import { exchange, type ExchangeEnd } from '../http/exchange.ts';
import { mayReceiveCredential, resolveHeaders, withoutCredentials } from '../http/withheld-headers.ts';
import { limits } from '../http/response-head.ts';
import { originOf } from '../targets/http-resource.ts';
import { proxyTunnel, type ProxyTunnel } from './proxy-tunnel.ts';
import type { LentSocket } from './tcp-connection.ts';
import { tlsHandshake, type LentTlsSession, type TlsHandshake } from './tls-handshake.ts';
import { shownUrl } from '../http/shown-url.ts';
import type { Refusal } from '../http/refusal.ts';

export type HttpExchangeInput = {
  readonly url: string;
  /** Default GET. */
  readonly method?: string;
  /** Those that refer to a secret are only sent to a peer whose certificate is trusted, or over plain HTTP. */
  readonly headers?: { readonly [name: string]: HeaderValue };
  /** Its content stands by reference, and is a credential like them: to a peer that is not trusted nothing is sent. */
  readonly body?: { readonly type: string; readonly content: SecretRef };
  /** The body's text is wanted as far as it is read: a page in which something is looked for. */
  readonly whole?: true;
  readonly route?: Route;
  /** Plain HTTP inside a tunnel of its proxy, which can then neither read nor change it: an experiment. */
  readonly form?: 'tunnel';
};

export type HttpAnswer = {
  readonly outcome: 'answered';
  readonly status: number;
  readonly reason: string;
  /** Names in lower case; at most 100, of 4 KiB each. */
  readonly headers: { readonly [name: string]: string };
  /** Each Set-Cookie field by itself; never in a report. */
  readonly setCookies?: readonly string[];
  readonly httpVersion: string;
  readonly body: {
    /** The first 16 KiB, decoded; of a `whole` body all that is read. */
    readonly text: string;
    /** As they came, without chunk framing. */
    readonly bytes: number;
    readonly complete: boolean;
    /** `limit`: longer than the 256 KiB that are read, or an answer that never ends. */
    readonly truncated?: 'limit' | 'closed-early';
    /** Where the text is not in the character set that it is said to be in. */
    readonly charset?: CharsetFault;
  };
  readonly kind: ContentKind;
  /** Who refused in place of the service, where an answer bears such a mark. */
  readonly refusal?: Refusal;
  /** ISO 8601, by this machine's clock. */
  readonly sentAt: string;
  readonly receivedAt: string;
};

export type HttpExchange = {
  readonly tookMs: number;
  /** From the request to the first byte of the answer. */
  readonly firstByteMs?: number;
  /** For how long this program stood still just before it saw the first byte, and since then: its loop was busy, or the machine gave it no time. Absent below a tenth of a second. */
  readonly stalledMs?: number;
  /** Header fields of the caller that were kept back because the certificate does not verify. */
  readonly withheldHeaders?: readonly string[];
} & (
  | HttpAnswer
  | {
    readonly outcome: 'timed-out' | 'closed' | 'reset' | 'malformed' | 'undecodable' | 'headers-too-large' | 'client-certificate-required' | 'failed';
    readonly phase: 'headers' | 'body';
    /** In phase `body`. */
    readonly status?: number;
    /** A system or OpenSSL code, `CREDENTIAL_WITHHELD` where a body was kept back, or what is malformed: `tls-record`, `not-http`, `chunk-size`, …; `undecodable`: what zlib says of the content coding. */
    readonly code?: string;
    /** `undecodable`: the Content-Encoding. */
    readonly coding?: string;
  }
);

type Needs = { readonly channel: Request<TlsHandshake | ProxyTunnel, LentTlsSession | LentSocket> };
type Context = GatherContext<HttpExchangeInput, Needs, never>;

/** One request and its answer over HTTP/1.1 (RFC 9112). Redirects are not followed, nothing is verified, no credential of its own is sent. */
export const httpExchange: Fact<HttpExchangeInput, HttpExchange, never> = defineFact<HttpExchangeInput, HttpExchange, Needs, never>({
  id: 'network/http-exchange',
  needs: ({ url, route, form }) => ({ channel: channelTo(url, route, form) }),
  gather,
  exhibit,
});

function channelTo(url: string, route: Route | undefined, form: 'tunnel' | undefined): Needs['channel'] {
  const { secure, host, port } = originOf(url);
  const way = { host, port, ...(route === undefined ? {} : { route }) };
  return secure ? tlsHandshake.of(way) : proxyTunnel.of({ ...way, scheme: 'http', ...(form === undefined ? {} : { form }) });
}

async function gather(context: Context): Promise<HttpExchange | Blocked> {
  const { input, facts, patienceMs, now } = context;
  const { channel } = facts;
  if (channel.outcome !== 'completed' && channel.outcome !== 'direct' && channel.outcome !== 'open') return context.blocked('channel');
  const started = monotonicMs();
  const left = await context.open('channel');
  if (left === undefined) return context.blocked('channel');
  const { socket } = left;
  const { headers, withheld } = input.headers === undefined ? noHeaders : withoutCredentials(input.headers, socket, originOf(input.url).host);
  if (input.body !== undefined && !mayReceiveCredential(socket, originOf(input.url).host)) return { tookMs: 0, outcome: 'failed', phase: 'headers', code: 'CREDENTIAL_WITHHELD' };
  const fields = headers === undefined ? undefined : await resolveHeaders(headers, context.secrets);
  const body = input.body === undefined ? undefined : { type: input.body.type, bytes: Buffer.from((await context.secrets.read(input.body.content)).reveal()) };
  const begun = monotonicMs();
  const sentAt = now().toISOString();
  const forward = 'forward' in left ? left.forward : undefined;
  const end = await exchange(socket, isBare(input) && forward === undefined ? input : {
    url: input.url, ...(input.method === undefined ? {} : { method: input.method }), ...(fields === undefined ? {} : { headers: fields }),
    ...(body === undefined ? {} : { body }),
    ...(forward === undefined ? {} : { forward }),
  }, Math.max(1, patienceMs - (begun - started)), 'later' in left ? left.later.code : undefined);
  const requested = channel.outcome === 'completed' && channel.clientCertificateRequested;
  const described = await describe(end, { sentAt, receivedAt: now().toISOString() }, requested, input);
  return {
    ...described,
    tookMs: Math.round((monotonicMs() - begun) * 10) / 10,
    ...(end.firstByteMs === undefined ? {} : { firstByteMs: end.firstByteMs }),
    ...(end.stalledMs < 100 ? {} : { stalledMs: Math.round(end.stalledMs) }),
    ...(withheld.length === 0 ? {} : { withheldHeaders: withheld }),
  };
}

/** There is nothing to add to it: the very input, which lives as long as its plan, is the request. */
const isBare = (input: HttpExchangeInput): input is HttpExchangeInput & { readonly headers?: never; readonly body?: never } => input.headers === undefined && input.body === undefined;

const noHeaders = { headers: undefined, withheld: [] } as const;

type Described = HttpExchange extends infer E ? (E extends unknown ? Omit<E, 'tookMs' | 'firstByteMs' | 'stalledMs' | 'withheldHeaders'> : never) : never;

async function describe(end: ExchangeEnd, { sentAt, receivedAt }: Pick<HttpAnswer, 'sentAt' | 'receivedAt'>, certificateRequested: boolean, { url, whole }: HttpExchangeInput): Promise<Described> {
  const { head, body } = end;
  const where = head === undefined ? { phase: 'headers' } as const : { phase: 'body', status: head.status } as const;
  switch (end.ended) {
    case 'not-sent': return { outcome: 'failed', ...where, code: end.fault };
    case 'malformed': return { outcome: end.fault === 'headers-too-large' ? 'headers-too-large' : 'malformed', ...where, code: end.fault };
    case 'timed-out': return { outcome: 'timed-out', ...where };
    case 'error': return { outcome: outcomeOf(end.code, certificateRequested), ...where, code: end.code };
    case 'closed': if (head === undefined) return { outcome: 'closed', ...where };
  }
  if (head === undefined) return { outcome: 'closed', ...where };
  const contentType = head.headers['content-type'];
  const decoded = await decodeExcerpt(body, head.headers['content-encoding'], contentType, end.ended === 'complete', whole === true ? limits.bodyBytes : undefined);
  if ('fault' in decoded && end.ended === 'complete') return { outcome: 'undecodable', phase: 'body', status: head.status, code: decoded.fault, coding: (head.headers['content-encoding'] ?? '').slice(0, 40) };
  const text = 'fault' in decoded ? '' : decoded.text;
  const kind = contentKind(text, body.length, contentType);
  const refusal = mayBeRefusal(head, kind, text, url) ? (await import('../http/refusal.ts')).refusalOf({ ...head, body: { text } }) : undefined;
  return {
    ...head, outcome: 'answered', sentAt, receivedAt,
    body: {
      text, bytes: body.length, complete: end.ended === 'complete',
      ...(end.ended === 'complete' ? {} : { truncated: end.ended === 'limited' ? 'limit' : 'closed-early' }),
      ...('charset' in decoded ? { charset: decoded.charset } : {}),
    },
    kind,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** Words of block pages, in titles and in the addresses that filters redirect to: without one of them no mark is looked for. */
const blockWords = /block|denied|forbidden|filter|restrict|warning|notif|zapret|rkn|positif|mercusuar|lighthouse|mininfo|82\.209\.230|bloqu|bloca|negad|ограничен|заблок|engel|拦截|阻断|禁止|警告/i;

/**
 * Cheap, for every answer. Where a credential is missing, or a path does not exist, the service speaks itself unless a
 * field says otherwise; where it answers well, only plain HTTP can have been answered by somebody else.
 */
function mayBeRefusal({ status, headers }: Pick<HttpAnswer, 'status' | 'headers'>, kind: ContentKind, text: string, url: string): boolean {
  if (headers['x-amzn-waf-action'] !== undefined || headers['x-vercel-error'] !== undefined || headers['x-tengine-error'] !== undefined) return true;
  if (status >= 400) return status !== 401 && status !== 404;
  if (!url.startsWith('http:')) return false;
  if (status >= 300) return blockWords.test((headers['location'] ?? '').slice(0, 300));
  return kind === 'html' && (blockWords.test(htmlTitle(text) ?? '') || /10\.10\.34\.3|warning\.or\.kr/.test(text));
}

function outcomeOf(code: string, certificateRequested: boolean): 'reset' | 'client-certificate-required' | 'failed' {
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED') return 'reset';
  // TLS 1.3 refuses a client's certificate, or the lack of one, after the handshake (RFC 8446 §4.4.2.4).
  if (code.endsWith('_ALERT_CERTIFICATE_REQUIRED')) return 'client-certificate-required';
  return certificateRequested && /^ERR_SSL_.*_(?:ALERT|CERTIFICATE)_/.test(code) ? 'client-certificate-required' : 'failed';
}

/** Header fields that help to tell who answered. None of them carries a secret of the caller. */
const telling: ReadonlySet<string> = new Set([
  'server', 'date', 'content-type', 'content-length', 'content-encoding', 'location', 'retry-after', 'via', 'age', 'server-timing', 'alt-svc',
  // Where a limit stands (draft-ietf-httpapi-ratelimit-headers, and what came before it).
  'ratelimit', 'ratelimit-policy', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset',
  'x-ratelimit-limit-requests', 'x-ratelimit-remaining-requests', 'x-ratelimit-reset-requests', 'x-ratelimit-remaining-tokens', 'x-ratelimit-reset-tokens',
  // What a ticket asks for.
  'x-request-id', 'request-id', 'x-amz-request-id', 'x-amz-id-2', 'x-amz-cf-id', 'x-ms-request-id', 'x-tos-request-id', 'x-oss-request-id', 'x-cos-request-id', 'x-correlation-id', 'x-trace-id', 'eo-log-uuid',
  // The node of a CDN, and whether it had the answer.
  'cf-ray', 'cf-cache-status', 'x-cache', 'x-cache-hits', 'x-served-by', 'x-amz-cf-pop', 'x-cdn-node', 'eagleid', 'x-cache-lookup', 'x-nws-log-uuid', 'eo-cache-status', 'x-vercel-id', 'x-nf-request-id', 'x-azure-ref', 'x-akamai-request-id', 'x-swift-cachetime',
]);

/** Whose field is whose: the provider of the node that answered. */
const providers: readonly (readonly [field: string, provider: string, value?: RegExp])[] = [
  ['cf-ray', 'Cloudflare'], ['x-amz-cf-pop', 'Amazon CloudFront'], ['x-served-by', 'Fastly', /^cache-/], ['eagleid', 'Alibaba Cloud CDN'], ['eo-log-uuid', 'Tencent EdgeOne'], ['x-nws-log-uuid', 'Tencent Cloud CDN'],
  ['x-vercel-id', 'Vercel'], ['x-nf-request-id', 'Netlify'], ['x-azure-ref', 'Azure Front Door'], ['x-akamai-request-id', 'Akamai'], ['server', 'Akamai', /^AkamaiGHost/], ['via', 'Google Cloud', /^1\.1 google$/],
];

function exhibit(value: HttpExchange): Json {
  if (value.outcome !== 'answered') return value;
  const { body, headers, setCookies: _, ...rest } = value;
  const shown: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const field = headers[name] ?? '';
    if (telling.has(name)) shown[name] = name === 'location' ? shownUrl(field) : field.slice(0, 300);
  }
  // Only the scheme: a challenge may carry nonces.
  const scheme = /^[\w-]+/.exec(headers['www-authenticate'] ?? '')?.[0];
  if (scheme !== undefined) shown['www-authenticate'] = scheme;
  const title = value.kind === 'html' ? htmlTitle(body.text) : undefined;
  const cdn = providers.find(([name, , mark]) => headers[name] !== undefined && mark?.test(headers[name]) !== false)?.[1];
  return {
    ...rest,
    ...(cdn === undefined ? {} : { cdn }),
    headers: shown,
    body: { bytes: body.bytes, complete: body.complete, ...(body.charset === undefined ? {} : { charset: body.charset }), ...(title === undefined ? {} : { title }) },
  };
}
