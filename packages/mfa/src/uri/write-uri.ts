import { encodeBase32 } from '../secret/base32.ts';
import { readUri, type OtpauthAccount } from './read-uri.ts';

/**
 * The `otpauth://` URI of an account, exact: no padding, `%20` for a space, and only those parameters that differ from
 * the defaults, since some authenticators stumble over the others. It holds the secret.
 * @throws RangeError if issuer or account hold a colon or are not text that survives (the label parts them by it).
 */
export function writeUri(account: OtpauthAccount): string {
  const { type, algorithm, digits, periodSeconds, issuer, account: name, secret, counter = 0 } = account;
  if (`${issuer}${name}`.includes(':')) throw new RangeError('an issuer or account with a colon can\'t be told apart in a label');
  const label = issuer === '' ? encode(name) : `${encode(issuer)}:${encode(name)}`;
  const fields = [
    `secret=${encodeBase32(secret)}`,
    ...(issuer === '' ? [] : [`issuer=${encode(issuer)}`]),
    ...(algorithm === 'SHA1' ? [] : [`algorithm=${algorithm}`]),
    ...(type === 'steam' ? ['encoder=steam'] : digits === 6 ? [] : [`digits=${digits}`]),
    ...(type === 'hotp' || periodSeconds === 30 ? [] : [`period=${periodSeconds}`]),
    ...(type === 'hotp' ? [`counter=${counter}`] : []),
  ];
  const uri = `otpauth://${type === 'hotp' ? 'hotp' : 'totp'}/${label}?${fields.join('&')}`;
  // What was written is read back: an authenticator must see the same account.
  const read = readUri(uri);
  if (read.outcome !== 'read' || !same(read.account, account)) throw new RangeError('issuer or account would not survive in a URI: no blanks at the ends, no lone surrogates');
  return uri;
}

// Authenticators read these as they are written (RFC 3986 §2.3), and encodeURIComponent leaves !'()* alone.
const encode = (text: string): string => encodeURIComponent(text.isWellFormed() ? text : '').replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

const same = (a: OtpauthAccount, b: OtpauthAccount): boolean =>
  a.type === b.type && a.algorithm === b.algorithm && a.digits === b.digits && (a.type === 'hotp' ? a.counter === (b.counter ?? 0) : a.periodSeconds === b.periodSeconds)
  && a.issuer === b.issuer && a.account === b.account && Buffer.from(a.secret).equals(b.secret);
