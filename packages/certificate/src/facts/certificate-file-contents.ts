import { defineFact, type Fact, type Route, type SecretRef } from '@culprit/core';
import type { UnreadableFile } from '@culprit/core/files';
import type { FileContents, FileEncoding, OtherContent } from '../files/read-contents.ts';
import type { PemFault } from '../files/scan-pem.ts';

/** A file and what belongs to it. All are paths. */
export type CertificateFileInput = {
  readonly file: string;
  /** Certificates to complete the chain with; they are not trusted for it. */
  readonly issuer?: string;
  /** The private key that the certificate should fit. */
  readonly key?: string;
  /** For a PKCS #12 file or an encrypted key. */
  readonly password?: SecretRef;
  /** Only `ca` counts: nothing is connected to. */
  readonly route?: Route;
  /** Where it is to be used: how far its issuers may be looked for. */
  readonly host?: string;
};

/** Where in the file something stands: `line` counts from 1 and is absent in binary files. */
export type Placed = { readonly line?: number };

/** Whether a private key is there, and to which certificate of the file, from 0, it belongs. The key itself stays where it was read. */
export type KeyPair =
  | { readonly outcome: 'none' }
  | { readonly outcome: 'fits'; readonly at: number; readonly from: 'file' | 'key-file' }
  | { readonly outcome: 'fits-none'; readonly keyType: string; readonly from: 'file' | 'key-file' }
  | { readonly outcome: 'password-needed' | 'wrong-password' | 'unreadable'; readonly from: 'file' | 'key-file' }
  /** There is no key in the key's file. */
  | { readonly outcome: 'absent'; readonly why: UnreadableFile | 'no-key' };

/** What would keep other programs from reading the file as Culprit does. */
export type FormProblem = Placed & { readonly fault: PemFault | 'unusual-label'; readonly label?: string };

/** What a file of certificates holds. `chain` and `chainSource` are as in a handshake: base64 DER, the server's own first. */
export type CertificateFileContents = { readonly chain: readonly string[]; readonly chainSource: 'file' } & (
  | {
    readonly outcome: 'read';
    readonly encoding: FileEncoding;
    /** Where the certificate for the server stands among those of the file, from 0. */
    readonly leafAt: number;
    /** The name that people know it by. */
    readonly leaf: string;
    /** How many of `chain`, the last ones, come from the issuer's file. */
    readonly issuers: number;
    /** Of each certificate of the file, in the order of `chain`. */
    readonly places: readonly Placed[];
    readonly key: KeyPair;
    readonly others: readonly (Placed & { readonly form: OtherContent['form'] })[];
    readonly problems: readonly FormProblem[];
  }
  | { readonly outcome: 'unreadable'; readonly why: UnreadableFile }
  | { readonly outcome: 'locked'; readonly why: NonNullable<FileContents['locked']> }
  /** It can be read and holds no certificate; `form` is what it holds instead. */
  | ({ readonly outcome: 'no-certificate'; readonly form: OtherContent['form'] | 'damaged'; readonly problems: readonly FormProblem[] } & Placed)
);

/** Reads a file of certificates, and the key and issuers beside it. Nothing secret is in its value. */
export const certificateFileContents: Fact<CertificateFileInput, CertificateFileContents> = defineFact({
  id: 'certificate/certificate-file-contents',
  patienceMs: 10_000,
  gather: async ({ input, secrets, signal }) => (await import('../files/gather-file.ts')).gatherFile(input, secrets, signal),
  exhibit: (value) => {
    const { chain, chainSource: _, ...rest } = value;
    if (rest.outcome === 'no-certificate') return { ...rest, problems: rest.problems.slice(0, 20) };
    if (rest.outcome !== 'read') return rest;
    return { ...rest, certificates: chain.length, places: rest.places.slice(0, 50), others: rest.others.slice(0, 20), problems: rest.problems.slice(0, 20) };
  },
});
