/** What a token is by its form: RFC 7519 (JWT in JWS or JWE form), or a text that only its issuer can read. */
export type TokenReading = {
  readonly kind: 'empty' | 'opaque' | 'malformed' | 'jws' | 'jwe';
  /** Of a malformed one: where it breaks. */
  readonly fault?: 'parts' | 'header' | 'payload' | 'whitespace' | 'base64url' | 'signature';
  /** What was taken off before it was read. */
  readonly bearer?: true;
  readonly algorithm?: string;
  readonly type?: string;
  readonly keyId?: string;
  readonly issuer?: string;
  readonly audience?: readonly string[];
  /** Seconds since 1970, as written or, where {@link milliseconds} names the claim, as meant. */
  readonly expires?: number;
  readonly notBefore?: number;
  readonly issuedAt?: number;
  /** Claims that are written in milliseconds: RFC 7519 §2 has seconds, and a library then sees a date in the year 50,000. */
  readonly milliseconds?: readonly string[];
  /** Claims of time that are no number, as `"exp": "2026-01-01"`. */
  readonly notNumeric?: readonly string[];
  /** Names of all claims; never their values. */
  readonly claims?: readonly string[];
};

const timeClaims = { exp: 'expires', nbf: 'notBefore', iat: 'issuedAt' } as const;

/** Reads a token without verifying it: only its issuer, or who holds its key, can do that. Pure. */
export async function readToken(raw: string): Promise<TokenReading> {
  const withoutScheme = raw.trim().replace(/^bearer[ \t]+/i, '');
  const bearer = withoutScheme === raw.trim() ? {} : { bearer: true as const };
  if (withoutScheme === '') return { kind: 'empty', ...bearer };
  const parts = withoutScheme.split('.');
  if (!/^(?:eyJ|ey|e30)/.test(withoutScheme) || parts.length === 1) return { kind: 'opaque', ...bearer };
  if (/\s/.test(withoutScheme)) return { kind: 'malformed', fault: 'whitespace', ...bearer };
  if (parts.length !== 3 && parts.length !== 5) return { kind: 'malformed', fault: 'parts', ...bearer };
  const { decodeJwt, decodeProtectedHeader } = await import('jose');
  const header = attempt(() => decodeProtectedHeader(withoutScheme));
  if (header === undefined) return { kind: 'malformed', fault: 'header', ...bearer };
  const about = { ...bearer, ...word('algorithm', header.alg), ...word('type', header.typ), ...word('keyId', header.kid) };
  if (parts.length === 5) return { kind: 'jwe', ...about };
  if (!parts.every((part) => /^[\w-]*$/.test(part))) return { kind: 'malformed', fault: 'base64url', ...about };
  // Unsecured (RFC 7519 §6): the third part is empty.
  if (parts[2] === '' && header.alg !== 'none') return { kind: 'malformed', fault: 'signature', ...about };
  const claims = attempt(() => decodeJwt(withoutScheme));
  if (claims === undefined) return { kind: 'malformed', fault: 'payload', ...about };
  const names = Object.keys(timeClaims).filter((name): name is keyof typeof timeClaims => Object.hasOwn(claims, name));
  const numeric = names.filter((name) => typeof claims[name] === 'number' && Number.isFinite(claims[name]));
  // No token is meant for the year 5138: so large a number counts milliseconds.
  const milliseconds = numeric.filter((name) => Number(claims[name]) > 1e11);
  const times = Object.fromEntries(numeric.map((name) => [timeClaims[name], milliseconds.includes(name) ? Number(claims[name]) / 1_000 : Number(claims[name])]));
  const audience = [claims.aud].flat().flatMap((entry) => (typeof entry === 'string' ? [entry.slice(0, 200)] : [])).slice(0, 10);
  const notNumeric = names.filter((name) => !numeric.includes(name));
  return {
    kind: 'jws', ...about, ...word('issuer', claims.iss), ...times, claims: Object.keys(claims).slice(0, 50).map((name) => name.slice(0, 60)),
    ...(audience.length === 0 ? {} : { audience }), ...(milliseconds.length === 0 ? {} : { milliseconds }), ...(notNumeric.length === 0 ? {} : { notNumeric }),
  };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const word = <N extends string>(name: N, value: unknown): { readonly [K in N]?: string } => (typeof value === 'string' ? { [name]: value.slice(0, 200) } as { readonly [K in N]: string } : {});
