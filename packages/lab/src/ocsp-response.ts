import { createHash, createPrivateKey, KeyObject, sign, type webcrypto } from 'node:crypto';
import 'reflect-metadata';
import { X509Certificate } from '@peculiar/x509';
import { der, derGeneralizedTime, derInteger } from './der.ts';

/** What a responder says of a certificate (RFC 6960, 2.2), or that it can't say anything (2.3). */
export type OcspStatus = 'good' | 'revoked' | 'unknown' | 'try-later' | 'unauthorized';

/** What goes into a response. */
export interface OcspResponseOptions {
  /** The issuing authority's certificate, DER. */
  readonly issuer: ArrayBuffer;
  /** The issuing authority's private key: it signs the answer itself, without a delegate. */
  readonly key: webcrypto.CryptoKey;
  /** The certificate asked about, DER. */
  readonly subject: Uint8Array;
  readonly status: OcspStatus;
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date;
  /** Signs in place of the authority, and is sent along (RFC 6960, 4.2.2.2): its certificate, DER, and its key, PEM. */
  readonly responder?: { readonly der: Uint8Array; readonly key: string };
}

const SEQUENCE = 0x30;
const OCTET_STRING = 0x04;
const ENUMERATED = 0x0a;
const NULL = der(0x05);
const SHA1 = Buffer.from('06052b0e03021a', 'hex');
const BASIC_RESPONSE = Buffer.from('06092b0601050507300101', 'hex');
const ECDSA_WITH_SHA256 = der(SEQUENCE, Buffer.from('06082a8648ce3d040302', 'hex'));
const RSA_WITH_SHA256 = der(SEQUENCE, Buffer.from('06092a864886f70d01010b', 'hex'), NULL);

/** Builds and signs an OCSPResponse (RFC 6960, 4.2.1). DER. */
export async function signOcspResponse(options: OcspResponseOptions): Promise<Buffer> {
  const { status } = options;
  // Error answers carry a responseStatus only, unsigned: that is why they prove nothing.
  if (status === 'try-later') return der(SEQUENCE, der(ENUMERATED, Buffer.of(3)));
  if (status === 'unauthorized') return der(SEQUENCE, der(ENUMERATED, Buffer.of(6)));
  const issuer = new X509Certificate(options.issuer);
  const subject = new X509Certificate(Uint8Array.from(options.subject));
  const thisUpdate = options.thisUpdate ?? new Date(Date.now() - 60_000);
  const nextUpdate = options.nextUpdate ?? new Date(Date.now() + 86_400_000);
  const keyHash = Buffer.from(await issuer.publicKey.getKeyIdentifier());
  const nameHash = createHash('sha1').update(Buffer.from(issuer.subjectName.toArrayBuffer())).digest();
  const certificateId = der(
    SEQUENCE,
    der(SEQUENCE, SHA1, NULL),
    der(OCTET_STRING, nameHash),
    der(OCTET_STRING, keyHash),
    derInteger(Buffer.from(subject.serialNumber, 'hex')),
  );
  const single = der(
    SEQUENCE,
    certificateId,
    certificateStatus(status, thisUpdate),
    derGeneralizedTime(thisUpdate),
    der(0xa0, derGeneralizedTime(nextUpdate)),
  );
  const { responder } = options;
  const responderHash = responder === undefined ? keyHash : Buffer.from(await new X509Certificate(Uint8Array.from(responder.der)).publicKey.getKeyIdentifier());
  const data = der(
    SEQUENCE,
    der(0xa2, der(OCTET_STRING, responderHash)), // responderID byKey
    derGeneralizedTime(thisUpdate), // producedAt
    der(SEQUENCE, single),
  );
  const key = responder === undefined ? KeyObject.from(options.key) : createPrivateKey(responder.key);
  const algorithm = key.asymmetricKeyType === 'ec' ? ECDSA_WITH_SHA256 : RSA_WITH_SHA256;
  const certificates = responder === undefined ? [] : [der(0xa0, der(SEQUENCE, responder.der))];
  const basic = der(SEQUENCE, data, algorithm, der(0x03, Buffer.of(0), sign('sha256', data, key)), ...certificates);
  return der(
    SEQUENCE,
    der(ENUMERATED, Buffer.of(0)),
    der(0xa0, der(SEQUENCE, BASIC_RESPONSE, der(OCTET_STRING, basic))),
  );
}

function certificateStatus(status: 'good' | 'revoked' | 'unknown', at: Date): Buffer {
  if (status === 'good') return der(0x80);
  if (status === 'unknown') return der(0x82);
  // revocationReason 1: keyCompromise
  return der(0xa1, derGeneralizedTime(at), der(0xa0, der(ENUMERATED, Buffer.of(1))));
}
