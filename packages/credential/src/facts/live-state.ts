import { defineFact, nearest, type Blocked, type Fact, type GatherContext, type HeaderValue, type JsonObject, type Request, type Route, type SecretRef } from '@culprit/core';
import { httpExchange, originOf, proxyTunnel, tlsHandshake, type HttpAnswer, type HttpExchange, type ProxyTunnel, type TlsHandshake } from '@culprit/network';
import type { KeyReading } from '../key-reading/read-key.ts';
import type { Limits } from '../live-state/read-answer.ts';
import type { Verdict } from '../live-state/verdict.ts';
import { profileOf } from '../providers/profiles.ts';
import { keyReading } from './key-reading.ts';

export type LiveStateInput = {
  readonly provider: string;
  readonly key: SecretRef;
  readonly baseUrl: string;
  readonly model?: string;
  /** Asks without the key: what everybody is told. */
  readonly anonymous?: boolean;
  /** Whether this is another site of the provider than the one that was asked about: a third party. */
  readonly sibling?: boolean;
  readonly route?: Route;
};

export type LiveState =
  | {
    readonly outcome: 'judged';
    readonly verdict: Verdict;
    readonly status: number;
    /** The provider's own code; never its words, which may repeat the key. */
    readonly code?: string;
    readonly limits: Limits;
    /** Of the models that it lists, those most like the one that was asked for. */
    readonly nearestModels?: readonly string[];
    /** Who answered in place of the service. */
    readonly by?: string;
    /** Where a redirect leads: host alone. */
    readonly to?: string;
    readonly requestId?: string;
  }
  /** The key was kept back: it is none, or not this provider's, or whoever answers can't be trusted with it. */
  | { readonly outcome: 'kept-back'; readonly why: 'no-key' | 'foreign' | 'checksum-wrong' | 'mangled' | 'certificate' | 'plain-http' }
  /** The network failed: nothing is known about the key. */
  | { readonly outcome: 'no-answer'; readonly how: string };

type Needs = { readonly reading: Request<KeyReading>; readonly channel: Request<TlsHandshake | ProxyTunnel> };

/**
 * One free, read-only request with the key, in a header, to a site of the provider that the user named; redirects are not
 * followed. The answer is judged by provider, status, code and documented words together.
 */
export const liveState: Fact<LiveStateInput, LiveState> = defineFact<LiveStateInput, LiveState, Needs>({
  id: 'credential/live-state',
  patienceMs: 10_000,
  needs: ({ key, provider, baseUrl, route }) => {
    const { secure, host, port } = originOf(baseUrl);
    const way = { host, port, ...(route === undefined ? {} : { route }) };
    return { reading: keyReading.of({ key, provider }), channel: secure ? tlsHandshake.of(way) : proxyTunnel.of({ ...way, scheme: 'http' }) };
  },
  thirdParties: ({ baseUrl, sibling }) => (sibling === true ? [originOf(baseUrl).host] : []),
  gather,
  exhibit: (value) => value as unknown as JsonObject,
});

async function gather(context: GatherContext<LiveStateInput, Needs, never, LiveState>): Promise<LiveState | Blocked> {
  const { input, facts: { reading, channel } } = context;
  if (channel.outcome !== 'completed' && channel.outcome !== 'direct' && channel.outcome !== 'open') return context.blocked('channel');
  if (input.anonymous !== true) {
    const why = reasonToKeep(reading, channel, input.baseUrl);
    if (why !== undefined) return { outcome: 'kept-back', why };
  }
  const profile = profileOf(input.provider) ?? profileOf('openai-compatible');
  if (profile === undefined) throw new Error('no profile for OpenAI-compatible services');
  const { name, scheme } = profile.header;
  const credential: HeaderValue = { $secret: input.key.$secret, ...(scheme === undefined ? {} : { scheme }) };
  const exchange = await context.ask(httpExchange.of({
    url: `${input.baseUrl.replace(/\/+$/, '')}${profile.probe}`,
    headers: { Accept: 'application/json', ...profile.headers, ...(input.anonymous === true ? {} : { [name]: credential }) },
    ...(input.route === undefined ? {} : { route: input.route }),
  }));
  const answer = answerOf(exchange);
  if (answer === undefined) return { outcome: 'no-answer', how: exchange?.outcome ?? 'not-observed' };
  if (exchange?.withheldHeaders?.includes(name) === true) return { outcome: 'kept-back', why: 'certificate' };
  const [{ judgeAnswer }, { limitsOf }] = await Promise.all([import('../live-state/judge-answer.ts'), import('../live-state/read-answer.ts')]);
  const { verdict, read } = judgeAnswer(profile, answer, input.model);
  const [code] = read.codes;
  const by = answer.refusal?.by;
  const requestId = ['x-request-id', 'request-id', 'x-oneapi-request-id', 'x-tt-logid'].map((field) => answer.headers[field]).find((id) => id !== undefined && /^[\w.:-]{1,100}$/.test(id));
  const to = verdict === 'redirected' ? hostOf(answer.headers['location'], input.baseUrl) : undefined;
  const nearestModels = verdict === 'model-not-available' && input.model !== undefined && read.models !== undefined
    ? nearest(input.model, read.models).slice(0, 3).filter((id) => /^[\w./:@+-]{1,120}$/.test(id)) : [];
  return {
    outcome: 'judged', verdict, status: answer.status, limits: limitsOf(answer),
    ...(code === undefined ? {} : { code }), ...(by === undefined ? {} : { by }), ...(to === undefined ? {} : { to }), ...(requestId === undefined ? {} : { requestId }),
    ...(nearestModels.length === 0 ? {} : { nearestModels }),
  };
}

const answerOf = (exchange: HttpExchange | undefined): HttpAnswer | undefined => (exchange?.outcome === 'answered' ? exchange : undefined);

/** A placeholder, somebody else's key or a mangled one would tell a third party a secret, and nobody anything. */
function reasonToKeep({ kind, shape, notes }: KeyReading, channel: TlsHandshake | ProxyTunnel, baseUrl: string): (LiveState & { readonly outcome: 'kept-back' })['why'] | undefined {
  if (kind !== 'key' && kind !== 'jwt') return 'no-key';
  if (shape === 'foreign' || shape === 'checksum-wrong') return shape;
  if (notes.length > 0) return 'mangled';
  const { secure, host } = originOf(baseUrl);
  if (!secure) return /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i.test(host) ? undefined : 'plain-http';
  return 'authorized' in channel && !channel.authorized ? 'certificate' : undefined;
}

function hostOf(location: string | undefined, base: string): string | undefined {
  return location !== undefined && URL.canParse(location, base) ? new URL(location, base).host : undefined;
}
