import { createHmac, randomBytes, type KeyObject } from 'node:crypto';
import { der, objectIdentifier } from '../der/write-der.ts';
import { loadForge } from './forge.ts';

const version = (number: number): Buffer => der(0x02, Buffer.of(number));
const data = objectIdentifier('1.2.840.113549.1.7.1');

/** A certs-only PKCS #7 file: SignedData without content and signers (RFC 5652 §5). */
export function pkcs7Of(certificates: readonly Uint8Array[]): Buffer {
  const signed = der(0x30, version(1), der(0x31), der(0x30, data), der(0xa0, ...certificates), der(0x31));
  return der(0x30, objectIdentifier('1.2.840.113549.1.7.2'), der(0xa0, signed));
}

/** What OpenSSL uses for PKCS #12 files, times five; the files are opened once. */
const iterations = 10_240;

/**
 * A PKCS #12 file (RFC 7292) as OpenSSL 3, Java 8u301, Windows Server 2019 and later read it: the key under PBES2 with
 * AES-256, the MAC by SHA-256. The certificates are no secret and stand in it as they are.
 */
export async function pkcs12Of(certificates: readonly Uint8Array[], key: KeyObject | undefined, password: string): Promise<Buffer> {
  const localKeyId = randomBytes(20);
  const attributes = der(0x31, der(0x30, objectIdentifier('1.2.840.113549.1.9.21'), der(0x31, der(0x04, localKeyId))));
  const certificateBags = certificates.map((certificate, index) => {
    const value = der(0x30, objectIdentifier('1.2.840.113549.1.9.22.1'), der(0xa0, der(0x04, certificate)));
    return der(0x30, objectIdentifier('1.2.840.113549.1.12.10.1.3'), der(0xa0, value), ...(index === 0 && key !== undefined ? [attributes] : []));
  });
  const safes = [contentOf(der(0x30, ...certificateBags))];
  if (key !== undefined) {
    const shrouded = key.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: password });
    safes.push(contentOf(der(0x30, der(0x30, objectIdentifier('1.2.840.113549.1.12.10.1.2'), der(0xa0, shrouded), attributes))));
  }
  const authenticated = der(0x30, ...safes);
  return der(0x30, version(3), contentOf(authenticated), await macOf(authenticated, password));
}

const contentOf = (bytes: Uint8Array): Buffer => der(0x30, data, der(0xa0, der(0x04, bytes)));

async function macOf(bytes: Uint8Array, password: string): Promise<Buffer> {
  const { pkcs12, util, md } = await loadForge();
  const salt = randomBytes(16);
  const key = pkcs12.generateKey(password, util.createBuffer(salt.toString('latin1')), 3, iterations, 32, md.sha256.create());
  const digest = createHmac('sha256', Buffer.from(key.getBytes(), 'latin1')).update(bytes).digest();
  const algorithm = der(0x30, objectIdentifier('2.16.840.1.101.3.4.2.1'), der(0x05));
  return der(0x30, der(0x30, algorithm, der(0x04, digest)), der(0x04, salt), der(0x02, Buffer.of(iterations >> 8, iterations & 0xff)));
}
