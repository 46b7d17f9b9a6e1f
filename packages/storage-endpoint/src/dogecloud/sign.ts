import { createHmac } from 'node:crypto';
import type { Secret } from '@culprit/core';

/** An account's pair of keys. DogeCloud calls them AccessKey and SecretKey. */
export interface DogeCloudKeys {
  readonly accessKey: Secret;
  readonly secretKey: Secret;
}

/** What of a request is signed: nothing else is, neither method nor host nor header fields, and no time. */
export interface SignedRequest {
  /** Path with its leading slash and the query, exactly as they stand in the request line. */
  readonly uri: string;
  /** The bytes of the body; a text stands for its UTF-8. Default: none. */
  readonly body?: string | Uint8Array;
}

/**
 * The signature of a request: lower-case hex of HMAC-SHA1(SecretKey, REQUEST_URI + "\n" + HTTP_BODY). The line feed stays
 * where there is no body. It holds no time and no nonce, and so is valid for as long as the key is.
 * Source: docs.dogecloud.com, API 验证机制 (api-access-token).
 */
export function signDogeCloud({ uri, body = '' }: SignedRequest, secretKey: Secret): string {
  return createHmac('sha1', secretKey.reveal()).update(`${uri}\n`).update(body).digest('hex');
}

/** The value of the Authorization field: `TOKEN <AccessKey>:<signature>`. Whoever has it can send this very request again. */
export function dogeCloudAuthorization(request: SignedRequest, { accessKey, secretKey }: DogeCloudKeys): string {
  return `TOKEN ${accessKey.reveal()}:${signDogeCloud(request, secretKey)}`;
}

/** What `fetch` and other users of WHATWG URLs would put into the request line: they rewrite some characters and must sign the result. */
export function uriAsFetchSends(uri: string): string {
  const base = 'https://api.dogecloud.com';
  if (!URL.canParse(uri, base)) return uri;
  const { pathname, search } = new URL(uri, base);
  return `${pathname}${search}`;
}
