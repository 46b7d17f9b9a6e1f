import { constants, verify, type KeyObject } from 'node:crypto';
import { derTag, readDer, readDerChildren, readObjectIdentifier } from '../der/read-der.ts';

/** RFC 3279, 4055, 5758, 8410. SHA-1 and MD5 are left out: who can forge a hash can forge an answer. */
const hashOf: { readonly [oid: string]: string | undefined } = {
  '1.2.840.113549.1.1.11': 'sha256', '1.2.840.113549.1.1.12': 'sha384', '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256', '1.2.840.10045.4.3.3': 'sha384', '1.2.840.10045.4.3.4': 'sha512',
};
const pureAlgorithms: ReadonlySet<string> = new Set(['1.3.101.112', '1.3.101.113']);
const rsaPss = '1.2.840.113549.1.1.10';
const pssHashes: { readonly [oid: string]: string | undefined } = {
  '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512',
};

export type SignatureState = 'valid' | 'wrong' | { readonly unsupported: string };

/**
 * Verifies what an authority signed, over its very bytes.
 * @param algorithm AlgorithmIdentifier, DER
 * @param signature content of the BIT STRING
 */
export function verifySigned(signed: Uint8Array, algorithm: Uint8Array, signature: Uint8Array, key: KeyObject): SignatureState {
  const [identifier, parameters] = readDerChildren(readDer(algorithm)?.content ?? new Uint8Array(0), 3) ?? [];
  if (identifier?.tag !== derTag.objectIdentifier || signature[0] !== 0) return 'wrong';
  const oid = readObjectIdentifier(identifier.content);
  const pss = oid === rsaPss;
  const hash = pss ? pssHash(parameters?.content) : hashOf[oid];
  if (hash === undefined && !pureAlgorithms.has(oid)) return { unsupported: oid };
  try {
    const padded = pss ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO } : key;
    return verify(hash, signed, padded, signature.subarray(1)) ? 'valid' : 'wrong';
  } catch {
    return 'wrong';
  }
}

/** The hash of RSASSA-PSS-params (RFC 4055 §3.1); absent, it is SHA-1. */
function pssHash(parameters: Uint8Array | undefined): string | undefined {
  const [hash] = readDerChildren(parameters ?? new Uint8Array(0), 4) ?? [];
  const algorithm = hash?.tag === 0xa0 ? readDer(hash.content) : undefined;
  const identifier = algorithm === undefined ? undefined : readDer(algorithm.content);
  return identifier === undefined ? undefined : pssHashes[readObjectIdentifier(identifier.content)];
}
