import { AsnConvert } from '@peculiar/asn1-schema';
import {
  AuthorityKeyIdentifier, BasicConstraints, Certificate, id_ce_authorityKeyIdentifier, id_ce_basicConstraints, id_ce_keyUsage,
  id_ce_subjectKeyIdentifier, KeyUsage, KeyUsageFlags, SubjectKeyIdentifier,
} from '@peculiar/asn1-x509';

/** The extensions that path building rests on and that `X509Certificate` doesn't show (RFC 5280 §4.2.1). */
export interface PathExtensions {
  /** Base64. */
  readonly subjectKeyIdentifier?: string;
  /** Base64. */
  readonly authorityKeyIdentifier?: string;
  /** Absent where there is no such extension. */
  readonly basicConstraints?: { readonly authority: boolean; readonly pathLength?: number };
  /** Whether the key may sign certificates; absent where there is no key usage extension, which allows all. */
  readonly keyCertSign?: boolean;
}

/** Reads them; an extension that can't be read counts as absent, a certificate that can't be as having none. */
export function readExtensions(der: Uint8Array): PathExtensions {
  const found: { -readonly [N in keyof PathExtensions]: PathExtensions[N] } = {};
  for (const { extnID, extnValue } of extensionsOf(der)) {
    try {
      if (extnID === id_ce_subjectKeyIdentifier) found.subjectKeyIdentifier = base64(AsnConvert.parse(extnValue, SubjectKeyIdentifier).buffer);
      else if (extnID === id_ce_authorityKeyIdentifier) {
        const { keyIdentifier } = AsnConvert.parse(extnValue, AuthorityKeyIdentifier);
        if (keyIdentifier !== undefined) found.authorityKeyIdentifier = base64(keyIdentifier.buffer);
      } else if (extnID === id_ce_basicConstraints) {
        const { cA, pathLenConstraint } = AsnConvert.parse(extnValue, BasicConstraints);
        found.basicConstraints = pathLenConstraint === undefined ? { authority: cA } : { authority: cA, pathLength: pathLenConstraint };
      } else if (extnID === id_ce_keyUsage) {
        found.keyCertSign = (AsnConvert.parse(extnValue, KeyUsage).toNumber() & KeyUsageFlags.keyCertSign) !== 0;
      }
    } catch {
      continue;
    }
  }
  return found;
}

function extensionsOf(der: Uint8Array): readonly { readonly extnID: string; readonly extnValue: ArrayBuffer }[] {
  try {
    const { extensions = [] } = AsnConvert.parse(der, Certificate).tbsCertificate;
    return extensions.map(({ extnID, extnValue }) => ({ extnID, extnValue: extnValue.buffer }));
  } catch {
    return [];
  }
}

const base64 = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('base64');
