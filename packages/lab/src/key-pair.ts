import { KeyObject, webcrypto } from 'node:crypto';

/** Key of a certificate. `rsa-1024` is too weak for every current client: that is its use. */
export type KeyAlgorithm = 'ec-p256' | 'rsa-2048' | 'rsa-1024';

/** Hash of a certificate's signature. `SHA-1` is refused by every current client. */
export type SignatureHash = 'SHA-256' | 'SHA-1';

/** Generates a pair that can sign with `hash`; WebCrypto ties an RSA key to one hash. */
export function generateKeyPair(
  algorithm: KeyAlgorithm,
  hash: SignatureHash,
): Promise<webcrypto.CryptoKeyPair> {
  const usages: webcrypto.KeyUsage[] = ['sign', 'verify'];
  if (algorithm === 'ec-p256') {
    return webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, usages);
  }
  const modulusLength = algorithm === 'rsa-2048' ? 2048 : 1024;
  const publicExponent = new Uint8Array([1, 0, 1]);
  return webcrypto.subtle.generateKey(
    { name: 'RSASSA-PKCS1-v1_5', modulusLength, publicExponent, hash },
    true,
    usages,
  );
}

/** The private key as PKCS#8 PEM, as node:tls and OpenSSL take it. */
export function privateKeyPem(key: webcrypto.CryptoKey): string {
  return KeyObject.from(key).export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** The key of `pair` with another hash, since an issuer may sign one certificate with SHA-1. */
export async function signingKey(key: webcrypto.CryptoKey, hash: SignatureHash): Promise<webcrypto.CryptoKey> {
  if (key.algorithm.name === 'ECDSA') return key;
  const pkcs8 = KeyObject.from(key).export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', pkcs8, { name: 'RSASSA-PKCS1-v1_5', hash }, false, ['sign']);
}

/** The parameters WebCrypto signs with for this key. */
export function signingAlgorithm(key: webcrypto.CryptoKey, hash: SignatureHash): { name: string; hash: string } {
  return { name: key.algorithm.name, hash };
}
