import { isIP } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import { fillHost, recogniseHost } from '../providers/recognise-host.ts';

/** Whether the certificate that a provider shows will cover a host. */
export type PredictedTls = {
  readonly outcome: 'covered' | 'not-covered' | 'unknown' | 'no-tls';
  /**
   * `observed`: the names were seen on a certificate. `inferred`: they follow from the host. `one-label`: whatever the
   * certificate holds, a wildcard covers one label (RFC 6125 §6.4.3, RFC 9525 §6.3). `none`: nothing is known.
   */
  readonly basis: 'observed' | 'inferred' | 'one-label' | 'none';
  readonly names: readonly string[];
};

/** Pure: predicts by the rule that Node itself verifies with. `host` is what the client asks for. */
export function predictTls(scheme: 'https' | 'http', host: string): PredictedTls {
  if (scheme === 'http') return { outcome: 'no-tls', basis: 'none', names: [] };
  const recognised = recogniseHost(host);
  if (recognised === undefined || isIP(host) > 0) return { outcome: 'unknown', basis: 'none', names: [] };
  const { form, parts } = recognised;
  const basis = form.observed === true ? 'observed' : 'inferred';
  const names = (form.names ?? []).map((name) => fillHost(name, parts));
  const covers = (candidates: readonly string[]): boolean =>
    checkServerIdentity(host, { subject: { CN: '' }, subjectaltname: candidates.map((name) => `DNS:${name}`).join(', ') } as never) === undefined;
  if (names.length > 0 && covers(names)) return { outcome: 'covered', basis, names };
  if (recognised.before.includes('.')) return { outcome: 'not-covered', basis: 'one-label', names: names.length > 0 ? names : [`*.${recognised.host}`] };
  // The list of a provider is seldom known whole, so its silence on the bare host proves nothing.
  return { outcome: 'unknown', basis: names.length > 0 ? basis : 'none', names };
}
