import type { Request, Suspicion } from '@culprit/core';
import { suspectedInput } from './endpoint-input.ts';
import { aiaIssuer, type AiaIssuer } from './facts/aia-issuer.ts';
import { certificateChain, type CertificateChain } from './facts/chain.ts';
import { certificatePath, type CertificatePath } from './facts/path.ts';

/** What tells an incomplete chain from an unknown root: whether the issuer that the chain points at completes it. */
export type IssuerControls = { readonly chain: Request<CertificateChain>; readonly path: Request<CertificatePath>; readonly aia: Request<AiaIssuer> };

export function issuerControls(suspicion: Suspicion): IssuerControls {
  const input = suspectedInput(suspicion);
  return { chain: certificateChain.of(input), path: certificatePath.of(input), aia: aiaIssuer.of(input) };
}
