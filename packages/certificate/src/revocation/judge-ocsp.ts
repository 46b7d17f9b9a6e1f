import { createHash, X509Certificate } from 'node:crypto';
import { CertID, id_pkix_ocsp_basic, OCSPRequest, OCSPResponse, OCSPResponseStatus, Request, ResponseData, TBSRequest, type SingleResponse } from '@peculiar/asn1-ocsp';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { readDer, readDerChildren, type DerElement } from '../der/read-der.ts';
import { verifySigned } from './signature.ts';
import { readStatusSubject, type StatusSubject } from './status-subject.ts';
import { revocationReasons, staleness, unusable, windowOf, type RevocationVerdict } from './verdict.ts';

/** The largest answer that is read: real ones have one to three KiB. */
export const maxOcspBytes = 65_536;
const maxResponses = 1_000;
const maxResponderCertificates = 5;

const idKpOcspSigning = '1.3.6.1.5.5.7.3.9';
const sha1 = '1.3.14.3.2.26';
const hashes: { readonly [oid: string]: string | undefined } = {
  [sha1]: 'sha1', '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512',
};

export interface AnswerContext {
  /** The certificate in question and the one of its issuer. */
  readonly subject: StatusSubject;
  readonly issuer: StatusSubject;
  readonly now: Date;
}

/** A question about one certificate (RFC 6960 §4.1), DER. SHA-1 names it since that is what every responder looks up (RFC 5019 §2.1.1); no nonce, so that an answer may come out of a cache. */
export function ocspRequest({ subject, issuer }: Pick<AnswerContext, 'subject' | 'issuer'>): Uint8Array {
  const reqCert = new CertID({
    hashAlgorithm: new AlgorithmIdentifier({ algorithm: sha1, parameters: null }),
    issuerNameHash: new OctetString(hash('sha1', subject.issuerName)),
    issuerKeyHash: new OctetString(hash('sha1', issuer.keyBits)),
    serialNumber: arrayBuffer(subject.serial),
  });
  return new Uint8Array(AsnConvert.serialize(new OCSPRequest({ tbsRequest: new TBSRequest({ requestList: [new Request({ reqCert })] }) })));
}

/** Judges an OCSP answer (RFC 6960 §3.2). Never throws: it comes from a stranger. */
export function judgeOcsp(der: Uint8Array, context: AnswerContext): RevocationVerdict {
  if (der.length > maxOcspBytes || readDer(der)?.whole.length !== der.length) return unusable('malformed');
  try {
    return judge(der, context);
  } catch {
    return unusable('malformed');
  }
}

function judge(der: Uint8Array, { subject, issuer, now }: AnswerContext): RevocationVerdict {
  const { responseStatus, responseBytes } = AsnConvert.parse(der, OCSPResponse);
  if (responseStatus !== OCSPResponseStatus.successful) return unusable('responder-error', { detail: OCSPResponseStatus[responseStatus] ?? String(responseStatus) });
  if (responseBytes === undefined || responseBytes.responseType !== id_pkix_ocsp_basic) return unusable('malformed');
  // The signature covers the bytes as they came, so they are cut out and not written anew.
  const [signed, algorithm, signature, certificates] = readDerChildren(readDer(new Uint8Array(responseBytes.response.buffer))?.content ?? new Uint8Array(0), 5) ?? [];
  if (signed === undefined || algorithm === undefined || signature?.tag !== bitStringTag) return unusable('malformed');
  const data = AsnConvert.parse(signed.whole, ResponseData);
  const response = data.responses.slice(0, maxResponses).find((single) => isAbout(single, subject, issuer));
  if (response === undefined) return unusable('other-certificate');
  const { thisUpdate, nextUpdate, certStatus } = response;
  const window = windowOf(thisUpdate, nextUpdate);
  const fault = signatureFault({ signed, algorithm, signature, responder: responderOf(signed), certificates }, issuer, now);
  if (fault !== undefined) return { ...fault, ...window };
  const critical = [...data.responseExtensions ?? [], ...response.singleExtensions ?? []].find((extension) => extension.critical);
  if (critical !== undefined) return unusable('critical-extension', { detail: critical.extnID, ...window });
  const stale = staleness(thisUpdate, nextUpdate, now);
  if (certStatus.revoked !== undefined && stale !== 'not-yet-valid') {
    // Revocation is for good, so that an old answer still tells it (as mozilla::pkix has it).
    const { revocationTime, revocationReason } = certStatus.revoked;
    const reason = revocationReason === undefined ? undefined : revocationReasons[Number(revocationReason.reason)];
    return { outcome: 'revoked', at: revocationTime.toISOString(), ...(reason === undefined ? {} : { reason }), ...window };
  }
  if (stale !== undefined) return unusable(stale, window);
  return { outcome: certStatus.good === undefined ? 'unknown' : 'good', ...window };
}

const bitStringTag = 0x03;

function isAbout({ certID }: SingleResponse, subject: StatusSubject, issuer: StatusSubject): boolean {
  const algorithm = hashes[certID.hashAlgorithm.algorithm];
  return algorithm !== undefined
    && equal(new Uint8Array(certID.serialNumber), subject.serial)
    && equal(new Uint8Array(certID.issuerNameHash.buffer), hash(algorithm, subject.issuerName))
    && equal(new Uint8Array(certID.issuerKeyHash.buffer), hash(algorithm, issuer.keyBits));
}

type SignedAnswer = {
  readonly signed: DerElement;
  readonly algorithm: DerElement;
  readonly signature: DerElement;
  readonly responder: DerElement | undefined;
  readonly certificates: DerElement | undefined;
};

/** The responderID: `[1]` a name or `[2]` the SHA-1 hash of a key (RFC 6960 §4.2.1), after an optional version. */
const responderOf = ({ content }: DerElement): DerElement | undefined => readDerChildren(content, 2)?.find(({ tag }) => tag === 0xa1 || tag === 0xa2);

/** The signer is the issuer, or somebody whom the same key certified for this (RFC 6960 §4.2.2.2). */
function signatureFault({ signed, algorithm, signature, responder, certificates }: SignedAnswer, issuer: StatusSubject, now: Date): RevocationVerdict | undefined {
  const isResponder = ({ subjectName, keyBits }: StatusSubject): boolean =>
    responder?.tag === 0xa1 ? equal(responder.content, subjectName) : equal(readDer(responder?.content ?? new Uint8Array(0))?.content ?? new Uint8Array(0), hash('sha1', keyBits));
  const embedded = (certificates?.tag === 0xa0 ? readDerChildren(readDer(certificates.content)?.content ?? new Uint8Array(0), maxResponderCertificates) ?? [] : [])
    .flatMap(({ whole }) => readStatusSubject(whole) ?? []);
  const candidates = [issuer, ...embedded].filter(isResponder);
  if (candidates.length === 0) return unusable('signer');
  let fault: RevocationVerdict | undefined;
  for (const candidate of candidates) {
    const state = verifySigned(signed.whole, algorithm.whole, signature.content, candidate.certificate.publicKey);
    if (typeof state !== 'string') fault ??= unusable('algorithm', { detail: state.unsupported });
    else if (state === 'wrong') fault ??= unusable('signature');
    else {
      const refused = candidate === issuer || equal(candidate.certificate.raw, issuer.certificate.raw) ? undefined : delegationFault(candidate.certificate, issuer.certificate, now);
      if (refused === undefined) return undefined;
      fault = unusable(refused);
    }
  }
  return fault;
}

function delegationFault(responder: X509Certificate, issuer: X509Certificate, now: Date): 'signer' | 'signer-expired' | undefined {
  if (!responder.keyUsage?.includes(idKpOcspSigning) || responder.issuer !== issuer.subject || !responder.verify(issuer.publicKey)) return 'signer';
  return Date.parse(responder.validFrom) <= now.getTime() && now.getTime() <= Date.parse(responder.validTo) ? undefined : 'signer-expired';
}

const hash = (algorithm: string, bytes: Uint8Array): Uint8Array => createHash(algorithm).update(bytes).digest();
const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
const arrayBuffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
