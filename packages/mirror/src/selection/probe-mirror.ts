import { ask, type AskOptions, type Evidence } from '@culprit/core';
import { httpExchange, originOf, tlsHandshake } from '@culprit/network';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { healthInput } from '../profile/health-input.ts';
import { judgeHealth, type HealthState } from '../profile/judge-health.ts';
import { profileOf } from '../profile/profiles.ts';
import type { ProfiledService } from '../targets/profiled-service.ts';

/** Why a mirror was taken, or not. Closed. */
export type MirrorState = HealthState | 'unreachable' | 'timed-out' | 'untrusted' | 'suspended' | 'slow' | 'not-needed' | 'aborted';

/** What is known of one mirror. */
export interface MirrorVerdict {
  readonly url: string;
  readonly state: MirrorState;
  /** The step that failed and how, or what the service said: `tcp-connection: refused`, `X-Mirror-Status: maintenance`. */
  readonly how?: string;
  /** From the beginning of the look to its end, in milliseconds. */
  readonly tookMs: number;
  /** The node of a CDN that answered, by its own word. */
  readonly node?: string;
}

export type ProbeOptions = Pick<AskOptions, 'secrets' | 'permits' | 'memory'> & { readonly timeoutMs: number; readonly signal: AbortSignal };

/** Looks once at one mirror. Never rejects for what the mirror does; everything that it opened is closed when it resolves. */
export async function probeMirror(service: ProfiledService, options: ProbeOptions): Promise<MirrorVerdict> {
  const begun = performance.now();
  const verdict = (state: MirrorState, how?: string, node?: string): MirrorVerdict => ({
    url: service.baseUrl, state, tookMs: Math.round(performance.now() - begun), ...(how === undefined ? {} : { how }), ...(node === undefined ? {} : { node }),
  });
  if (service.baseUrl.startsWith('file:')) return (await isFolder(service.baseUrl)) ? verdict('healthy') : verdict('unreachable', 'no such folder');
  const { secure, host, port } = originOf(service.baseUrl);
  const way = { host, port, ...(service.route === undefined ? {} : { route: service.route }) };
  const { values: { exchange, ...left }, evidence } = await ask(
    { exchange: httpExchange.of(healthInput(service)), ...(secure ? { handshake: tlsHandshake.of(way) } : {}) },
    options,
  );
  const handshake = 'handshake' in left ? left.handshake : undefined;
  if (options.signal.aborted) return verdict('aborted');
  if (handshake?.outcome === 'completed' && !handshake.authorized) return verdict('untrusted', 'its certificate does not verify');
  if (exchange?.outcome !== 'answered') return failureOf(evidence, verdict);
  const { state, params, node } = judgeHealth(profileOf(service.profile, service.expect), exchange);
  const { field, value, fields, answer } = params;
  const how = field !== undefined ? `${String(field)}: ${String(value)}` : fields !== undefined ? `without ${String(fields)}` : String(answer);
  return state === 'healthy' ? verdict(state, undefined, node) : verdict(state, how, node);
}

/** Outcomes that the next step can go on from. */
const sound: ReadonlySet<unknown> = new Set(['resolved', 'literal', 'connected', 'direct', 'open', 'completed', 'answered']);

function failureOf(evidence: readonly Evidence[], verdict: (state: MirrorState, how: string) => MirrorVerdict): MirrorVerdict {
  for (const one of evidence) {
    const step = one.fact.slice(one.fact.indexOf('/') + 1);
    if (one.status === 'failed') return one.reason === 'deadline' ? verdict('timed-out', step) : verdict('unreachable', `${step}: ${one.reason}`);
    if (one.status !== 'observed' || typeof one.exhibit !== 'object' || one.exhibit === null || !('outcome' in one.exhibit)) continue;
    const { outcome, code } = one.exhibit;
    if (typeof outcome !== 'string' || sound.has(outcome)) continue;
    return verdict(outcome === 'timed-out' ? 'timed-out' : 'unreachable', `${step}: ${outcome}${typeof code === 'string' ? ` (${code})` : ''}`);
  }
  return verdict('unreachable', 'no answer');
}

async function isFolder(url: string): Promise<boolean> {
  try {
    return (await stat(fileURLToPath(url))).isDirectory();
  } catch {
    return false;
  }
}
