/** What people give in the place of a certificate. */
export type ForeignForm = 'html' | 'java-keystore' | 'ssh-key' | 'pgp' | 'archive' | 'json';

/** By the first bytes or words of the file. */
const forms: readonly { readonly form: ForeignForm; readonly pattern: RegExp }[] = [
  // JKS and JCEKS (sun.security.provider.JavaKeyStore).
  { form: 'java-keystore', pattern: /^(?:\u00fe\u00ed\u00fe\u00ed|\u00ce\u00ce\u00ce\u00ce)/ },
  { form: 'html', pattern: /^(?:\u00ef\u00bb\u00bf)?\s{0,200}<(?:!doctype|html|head|body|\?xml|!--)/i },
  { form: 'ssh-key', pattern: /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-|sk-|PuTTY-User-Key-File-|---- BEGIN SSH2)/ },
  { form: 'pgp', pattern: /^-----BEGIN PGP / },
  { form: 'archive', pattern: /^(?:PK\u0003\u0004|\u001f\u008b|7z\u00bc\u00af|Rar!)/ },
  { form: 'json', pattern: /^\s{0,200}[{[]/ },
];

/** `undefined`: none that is known. */
export function foreignForm(bytes: Uint8Array): ForeignForm | undefined {
  const start = Buffer.from(bytes.subarray(0, 1_024)).toString('latin1');
  return forms.find(({ pattern }) => pattern.test(start))?.form;
}
