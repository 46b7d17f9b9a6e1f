import type { Request, Suspicion } from '@culprit/core';
import { handshakeInput } from '../checks/tls-handshake.ts';
import { startTls, tlsHandshake, type TlsHandshake } from '../facts/tls-handshake.ts';
import type { StartTls } from '../starttls/outcome.ts';
import type { StartTlsProtocol, TlsEndpoint } from '../targets/tls-endpoint.ts';
import { endpointOf } from './tls-experiments.ts';

export type StartTlsExperiments = {
  /** What failed. */
  readonly startTls: Request<StartTls>;
  /** The same once more. */
  readonly again: Request<StartTls>;
  /** The wish for TLS although nobody offered it. */
  readonly insisted: Request<StartTls>;
  /** TLS from the first byte. */
  readonly implicit: Request<TlsHandshake>;
};

/** The endpoint that the failure is about, with the protocol that it begins in. */
export function startTlsEndpointOf(suspicion: Suspicion): TlsEndpoint & { readonly startTls: StartTlsProtocol } {
  const endpoint = endpointOf(suspicion);
  if (endpoint.startTls === undefined) throw new Error('a STARTTLS cause was suspected of an endpoint without STARTTLS');
  return { ...endpoint, startTls: endpoint.startTls };
}

export function startTlsExperiments(suspicion: Suspicion): StartTlsExperiments {
  const { startTls: protocol, ...input } = handshakeInput(startTlsEndpointOf(suspicion));
  const asked = { ...input, protocol: protocol ?? 'smtp' };
  return {
    startTls: startTls.of(asked), again: startTls.of({ ...asked, attempt: 2 }), insisted: startTls.of({ ...asked, insist: true }),
    implicit: tlsHandshake.of({ ...input, alpn: [] }),
  };
}

type Observed = { readonly [N in keyof StartTlsExperiments]: (StartTlsExperiments[N] extends Request<infer Value> ? Value : never) | undefined };

/** Why TLS does not begin. `unsettled`: too few experiments could be made. */
type StartTlsFault = 'implicit-tls' | 'other-protocol' | 'intermittent' | 'hidden' | 'not-offered' | 'refused' | 'turned-away' | 'early-bytes' | 'silence' | 'cut-off' | 'unsettled';

/** Pure: one decision for all causes of STARTTLS, so that they can't contradict each other. */
export function startTlsFault({ startTls: seen, again, insisted, implicit }: Observed): StartTlsFault {
  if (seen === undefined || seen.outcome === 'agreed') return 'unsettled';
  if (implicit?.outcome === 'completed') return 'implicit-tls';
  if (again?.outcome === 'agreed') return 'intermittent';
  if (seen.outcome === 'not-offered') return insisted === undefined ? 'unsettled' : insisted.outcome === 'agreed' ? 'hidden' : 'not-offered';
  if (again === undefined || again.outcome !== seen.outcome) return 'unsettled';
  switch (seen.outcome) {
    case 'other-protocol': case 'refused': case 'turned-away': case 'early-bytes': return seen.outcome;
    case 'timed-out': return 'silence';
    default: return 'cut-off';
  }
}

/** By what a cause of STARTTLS is ruled out, however it failed, in the words that all of them share. */
export const ruledOutBy = {
  en: { 'implicit-tls': 'The port speaks TLS from the first byte', intermittent: 'Asked again, the server agreed: it fails at times only' },
  'zh-CN': { 'implicit-tls': '该端口从第一个字节起就使用 TLS', intermittent: '再次询问时服务器同意了：故障只是偶发' },
} as const;

export const openBy = {
  en: { unsettled: 'The server did not answer alike twice, or could not be asked again; run again with more time (--timeout)' },
  'zh-CN': { unsettled: '服务器两次应答不一致，或无法再次询问；请给予更多时间（--timeout）后重试' },
} as const;

/** What each protocol calls the change to TLS, and where its server switches it on. */
export const startTlsNames: { readonly [P in StartTlsProtocol]: { readonly command: string; readonly setting: string; readonly implicitPort?: number } } = {
  smtp: { command: 'STARTTLS', setting: 'Postfix: smtpd_tls_security_level = may, smtpd_tls_chain_files; Exim: tls_advertise_hosts = *', implicitPort: 465 },
  imap: { command: 'STARTTLS', setting: 'Dovecot: ssl = yes', implicitPort: 993 },
  pop3: { command: 'STLS', setting: 'Dovecot: ssl = yes', implicitPort: 995 },
  ldap: { command: 'StartTLS', setting: 'OpenLDAP: olcTLSCertificateFile, olcTLSCertificateKeyFile', implicitPort: 636 },
  postgres: { command: 'SSLRequest', setting: 'postgresql.conf: ssl = on, ssl_cert_file, ssl_key_file' },
  mysql: { command: 'SSLRequest', setting: 'my.cnf: ssl_cert, ssl_key' },
  xmpp: { command: 'STARTTLS', setting: 'Prosody: c2s_require_encryption = true and a certificate for the host; ejabberd: starttls: true', implicitPort: 5223 },
  ftp: { command: 'AUTH TLS', setting: 'vsftpd: ssl_enable=YES; ProFTPD: TLSEngine on', implicitPort: 990 },
};
