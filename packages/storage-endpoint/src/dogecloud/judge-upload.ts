import type { Secret } from '@culprit/core';

/** Whether a certificate and its key are fit for a CDN. */
export type UploadJudgement =
  /** `remarks`: what the CDN takes and its clients refuse, such as dates that are over or an authority that nobody knows. */
  | { readonly outcome: 'fit'; readonly remarks: readonly UploadFault[] }
  /** `faults`: likeliest to be the reason first. */
  | { readonly outcome: 'unfit'; readonly faults: readonly UploadFault[] }
  /** Nobody looked: @culprit/certificate is not installed. */
  | { readonly outcome: 'unjudged' };

export interface UploadFault {
  /** A fault of the text (`bad-base64`), `no-certificate`, `key-mismatch`, `wrong-order`, or the id of a cause: `certificate/incomplete-chain`. */
  readonly fault: string;
  /** What exactly: a line of the PEM text, a name. */
  readonly detail?: string;
}

/** What the CDN is not known to refuse. */
const remarkable: ReadonlySet<string> = new Set(['certificate/unknown-root', 'certificate/self-signed', 'certificate/expired', 'certificate/not-yet-valid']);

/** A certificate file, PEM, its private key, and what is trusted besides the authorities of this machine (DER). */
export interface Upload {
  readonly certificate: string;
  readonly privateKey: Secret;
  readonly anchors?: readonly Uint8Array[];
  /** Default: the current time. */
  readonly now?: Date;
}

/** Judges by @culprit/certificate where it is installed: the text, the key, and whether the chain leads to something trusted. Asks nobody. */
export async function judgeUpload({ certificate, privateKey, anchors = [], now = new Date() }: Upload): Promise<UploadJudgement> {
  const judge = await judgeOf();
  if (judge === undefined) return { outcome: 'unjudged' };
  const found = await judge({ certificates: Buffer.from(certificate), privateKey: Buffer.from(privateKey.reveal()), anchors, now });
  const faults = found.filter(({ fault }) => !remarkable.has(fault));
  return faults.length === 0 ? { outcome: 'fit', remarks: found } : { outcome: 'unfit', faults };
}

async function judgeOf(): Promise<typeof import('@culprit/certificate')['judgeDeployment'] | undefined> {
  try {
    return (await import('@culprit/certificate')).judgeDeployment;
  } catch (error) {
    // Any other failure is a broken installation and not a missing one.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
