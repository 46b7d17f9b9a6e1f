import { addressOf, type StoreAccess } from './access.ts';
import { signedTextOf } from './canonical-request.ts';
import type { Exchanged } from './request-handler.ts';

/** What went out, for whoever compares it with another client's: nothing in it lets anybody in. */
export type SentRecord = {
  readonly host: string;
  readonly style: 'path' | 'virtual';
  readonly region: string;
  /** By which the store's operator finds the request. */
  readonly requestId?: string;
  /** Absent where nothing was signed. A session token is left out. */
  readonly canonicalRequest?: string;
  readonly stringToSign?: string;
};

const requestIds = ['x-amz-request-id', 'x-tos-request-id', 'x-oss-request-id', 'x-cos-request-id', 'x-obs-request-id', 'cf-ray'];
const maxText = 4_000;

export function sentRecordOf({ sent, headers }: Pick<Exchanged, 'sent' | 'headers'>, access: StoreAccess): SentRecord {
  const { host, style } = addressOf(access);
  const requestId = requestIds.map((name) => headers[name]).find((id) => id !== undefined);
  const signed = signedTextOf(sent);
  return {
    host, style, region: access.region, ...(requestId === undefined ? {} : { requestId: requestId.slice(0, 120) }),
    ...(signed === undefined ? {} : { canonicalRequest: signed.canonicalRequest.replaceAll(/^(x-amz-security-token:).+/gim, '$1…').slice(0, maxText), stringToSign: signed.stringToSign.slice(0, maxText) }),
  };
}
