import type { Json, Report } from '@culprit/core';
import { Gauge, Registry } from 'prom-client';

/** A report as blackbox_exporter would have told it (its metrics' names and units), and the cause beside it. */
export async function probeMetrics(report: Report): Promise<string> {
  const registers = [new Registry()];
  const gauge = (name: string, help: string, value: number | undefined, labels: Readonly<Record<string, string>> = {}): void => {
    if (value === undefined || !Number.isFinite(value)) return;
    const known = registers[0]?.getSingleMetric(name);
    const metric = known instanceof Gauge ? known : new Gauge({ name, help, labelNames: Object.keys(labels), registers });
    metric.set(labels, value);
  };
  const exhibits = new Map<string, { readonly exhibit: Json; readonly tookMs: number }>();
  for (const entry of report.evidence) if (entry.status === 'observed' && !exhibits.has(entry.fact)) exhibits.set(entry.fact, entry);
  const seen = (fact: string): { readonly exhibit: Json; readonly tookMs: number } | undefined => exhibits.get(fact);
  const seconds = (ms: unknown): number | undefined => (typeof ms === 'number' ? ms / 1_000 : undefined);
  const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

  const [name, connection, handshake, exchange] = [seen('network/name-resolution'), seen('network/tcp-connection'), seen('network/tls-handshake'), seen('network/http-exchange')];
  const [family, protocol, answered] = [member(connection?.exhibit, 'family'), member(handshake?.exhibit, 'protocol'), exchange?.exhibit];
  const firstByte = number(member(answered, 'firstByteMs'));
  const whole = number(member(answered, 'tookMs'));
  gauge('probe_success', 'Whether nothing failed and everything required could be judged', report.exitCode === 0 ? 1 : 0);
  gauge('probe_duration_seconds', 'How long the probe took', report.tookMs / 1_000);
  gauge('probe_dns_lookup_time_seconds', 'How long the name took', seconds(name?.tookMs));
  gauge('probe_ip_protocol', '4 or 6', number(family));
  gauge('probe_http_status_code', 'The status of the answer', answered === undefined ? undefined : number(member(answered, 'status')) ?? 0);
  gauge('probe_http_content_length', 'Bytes of the body as far as it was read', number(member(member(answered, 'body'), 'bytes')));
  gauge('probe_http_ssl', 'Whether TLS was spoken', answered === undefined ? undefined : handshake === undefined ? 0 : 1);
  if (answered !== undefined) {
    const phases = { resolve: seconds(name?.tookMs), connect: seconds(connection?.tookMs), tls: seconds(handshake?.tookMs), processing: seconds(firstByte), transfer: whole === undefined || firstByte === undefined ? undefined : seconds(whole - firstByte) };
    for (const [phase, value] of Object.entries(phases)) gauge('probe_http_duration_seconds', 'How long the steps took', value ?? 0, { phase });
  }
  const ends = certificateEnds(seen('certificate/chain')?.exhibit);
  gauge('probe_ssl_earliest_cert_expiry', 'When the first certificate of the chain ends, in seconds since 1970', ends.length === 0 ? undefined : Math.min(...ends) / 1_000);
  if (typeof protocol === 'string') gauge('probe_tls_version_info', 'The version of TLS', 1, { version: protocol.replace('v', ' ') });
  const [first] = report.diagnoses;
  if (first !== undefined) gauge('culprit_probe_cause_info', 'Why it failed', 1, { cause: first.cause, owner: first.owner, confidence: first.confidence });
  return registers[0]?.metrics() ?? '';
}

function certificateEnds(chain: Json | undefined): readonly number[] {
  const certificates = member(chain, 'certificates');
  return (Array.isArray(certificates) ? certificates : []).map((certificate: Json) => Date.parse(String(member(certificate, 'notAfter')))).filter((end) => !Number.isNaN(end));
}

function member(value: Json | undefined, name: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}
