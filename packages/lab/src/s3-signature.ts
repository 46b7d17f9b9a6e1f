import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { IncomingMessage } from 'node:http';

/** What an Authorization field of Signature Version 4 says (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html). */
export interface ClaimedSignature {
  readonly keyId: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** Reads the Authorization field of a request; `undefined` where it has none of this form. */
export function readClaim(authorization: string | undefined): ClaimedSignature | undefined {
  const match = /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/\d{8}\/([^/,]*)\/([^/,]*)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(authorization ?? '');
  if (match === null) return undefined;
  const [, keyId = '', region = '', service = '', signed = '', signature = ''] = match;
  return { keyId, region, service, signedHeaders: signed.split(';'), signature };
}

/** Shows what a request is signed over. */
class OpenSigner extends SignatureV4 {
  canonical(request: Parameters<SignatureV4['sign']>[0], payloadHash: string): string {
    return this.createCanonicalRequest(request as never, request.headers, payloadHash);
  }
}

/** What the store signs for a request that it received with this claim and secret, and the canonical request of it. */
export async function signAsStore(request: IncomingMessage, claim: ClaimedSignature, secret: string): Promise<{ readonly signature: string; readonly canonicalRequest: string }> {
  const signer = new OpenSigner({ service: claim.service, region: claim.region, credentials: { accessKeyId: claim.keyId, secretAccessKey: secret }, sha256: Sha256, uriEscapePath: false, applyChecksum: true });
  const url = new URL(request.url ?? '/', 'http://lab.invalid');
  const headers = Object.fromEntries(claim.signedHeaders.map((name) => [name, String(request.headers[name] ?? '')]));
  const message = {
    method: request.method ?? 'GET', protocol: 'http:', hostname: 'lab.invalid', headers,
    path: (request.url ?? '/').split('?', 1)[0] ?? '/',
    query: Object.fromEntries(url.searchParams),
  };
  const payload = headers['x-amz-content-sha256'] ?? '';
  const signed = await signer.sign(message, { signingDate: readAmzDate(headers['x-amz-date']), signableHeaders: new Set(claim.signedHeaders) });
  return { signature: /Signature=([0-9a-f]{64})/.exec(signed.headers['authorization'] ?? '')?.[1] ?? '', canonicalRequest: signer.canonical(message, payload) };
}

/** `20260102T030405Z` */
export function readAmzDate(text: string | undefined): Date {
  return new Date((text ?? '').replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
