import { readErrorDocument, type ErrorDocument } from '../dialects/error-document.ts';
import { compareSigned, signedTextOf, type Difference } from './canonical-request.ts';
import type { Exchanged } from './request-handler.ts';

/** What a store says by a refusal, as far as a cause may rest on it. */
export type Refusal = {
  readonly status: number;
  readonly body: ErrorDocument['body'];
  readonly code?: string;
  readonly message?: string;
  readonly headers: { readonly [name: string]: string };
  /** `Region`, `Endpoint`, `BucketName`, `VirtualHost` and the like; nothing of what was signed. */
  readonly elements: { readonly [name: string]: string };
  /** The region that the store names. */
  readonly region?: string;
  /** Whether the store signed the same text; absent where it does not say. */
  readonly signedText?: 'same' | Difference;
};

/** Elements that repeat the request, and with it what is signed over. */
const echoes: ReadonlySet<string> = new Set(['CanonicalRequest', 'CanonicalRequestBytes', 'StringToSign', 'StringToSignBytes', 'SignatureProvided', 'AWSAccessKeyId', 'OSSAccessKeyId', 'AccessKeyId']);

/** Reads a refusal. The comparison with what the store signed is made here, so that no fact holds the texts. */
export function refusalOf({ sent, status, headers, body }: Exchanged): Refusal {
  const { ofStore: _, elements, ...document } = readErrorDocument(body.toString('utf8'));
  const region = elements['Region'] ?? headers['x-amz-bucket-region'] ?? /^oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/.exec(elements['Endpoint'] ?? '')?.[1];
  const ours = signedTextOf(sent);
  const compared = ours === undefined ? undefined : compareSigned(ours, { canonicalRequest: elements['CanonicalRequest'], stringToSign: elements['StringToSign'] });
  return {
    status, ...document, headers,
    elements: Object.fromEntries(Object.entries(elements).filter(([name]) => !echoes.has(name)).map(([name, text]) => [name, text.slice(0, 300)])),
    ...(region === undefined || !/^[a-z0-9-]{1,40}$/.test(region) ? {} : { region }),
    ...(compared === undefined ? {} : { signedText: compared }),
  };
}
