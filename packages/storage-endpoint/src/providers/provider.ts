import type { Localized } from '@culprit/core';

/** Where a request carries the name of its bucket: before the host, or as the first part of the path. */
export type Style = 'virtual' | 'path';

/** One form of host under which a provider answers. */
export interface EndpointForm {
  /** `{region}` and other names in braces stand for one label, or a part of one. */
  readonly host: string;
  /** `s3` and `native` take data for any bucket; `website`, `cdn`, `control` and `service` are no endpoints for a client. */
  readonly kind: string;
  /** Reached from inside the provider's network only. */
  readonly internal?: true;
  /** What it takes, the usual one first. */
  readonly addressing: readonly Style[];
  readonly signatures: readonly string[];
  /** Hosts that are written out where no template covers them. */
  readonly hosts?: readonly string[];
  /** Regions that are known. No list is complete: an unknown one is a warning, never an error. */
  readonly regions?: readonly string[];
  readonly regionsOpen?: true;
  /** Names on its certificate, to predict with; the peer's own certificate decides. */
  readonly names?: readonly string[];
  /** Whether the names were seen on a certificate; otherwise they are inferred. */
  readonly observed?: true;
}

export interface Provider {
  readonly id: string;
  readonly name: Localized<string>;
  /** Whether it refuses a signature for another region than its own. Where that is not known, a difference is a warning. */
  readonly checksRegion?: true;
  readonly forms: readonly EndpointForm[];
}

export const words = (text: string): readonly string[] => text.split(' ');

/** Whether clients of the S3 API are understood there. */
export const speaksS3 = ({ signatures }: EndpointForm): boolean => signatures.some((signature) => signature.startsWith('sigv'));

/** Whether a bucket's data is served there to a client with keys. */
export const servesData = ({ kind }: EndpointForm): boolean => !['website', 'cdn', 'control', 'service'].includes(kind);
