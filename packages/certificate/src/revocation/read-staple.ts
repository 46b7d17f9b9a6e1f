import type { Memory } from '@culprit/core';
import { nameOf } from '../certificate-summary.ts';
import { derTag, readDer, readDerChildren } from '../der/read-der.ts';
import type { StapledOcsp } from '../facts/stapled-ocsp.ts';
import { issuerLinks } from './issuer-links.ts';
import { judgeOcsp } from './judge-ocsp.ts';
import { extensionsOf, readExtensionValues } from './status-subject.ts';

export interface StapleQuestion {
  /** As sent, base64 DER, the server's own first. */
  readonly chain: readonly string[];
  readonly staple: string | undefined;
  readonly caFile: string | undefined;
  readonly memory: Memory;
  readonly now: Date;
}

/** Judges what was stapled against the server's own certificate. */
export async function readStaple({ chain, staple, caFile, memory, now }: StapleQuestion): Promise<StapledOcsp> {
  const demanded = demandsStaple(Buffer.from(chain[0] ?? '', 'base64'));
  if (staple === undefined) return { outcome: 'absent', demanded };
  const [leaf] = await issuerLinks({ chain, caFile, memory, now });
  if (leaf?.position !== 1) return { outcome: 'no-issuer', demanded };
  const { subject, issuer, name } = leaf;
  return { outcome: 'judged', demanded, subject: nameOf(name), verdict: judgeOcsp(Buffer.from(staple, 'base64'), { subject, issuer, now }) };
}

const idPeTlsFeature = '1.3.6.1.5.5.7.1.24';
/** status_request and status_request_v2, the TLS extensions that carry such answers. */
const statusRequests: ReadonlySet<number> = new Set([5, 17]);

/** TLS feature (RFC 7633 §4): a SEQUENCE of the TLS extensions that the server has to answer. */
function demandsStaple(der: Uint8Array): boolean {
  const value = readExtensionValues(extensionsOf(der)).get(idPeTlsFeature);
  const features = readDerChildren(readDer(value ?? new Uint8Array(0))?.content ?? new Uint8Array(0), 20) ?? [];
  return features.some(({ tag, content }) => tag === derTag.integer && content.length === 1 && statusRequests.has(content[0] ?? 0));
}
