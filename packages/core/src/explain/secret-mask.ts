const mask = '***';

/**
 * What a secret looks like in a log. The group `secret`, or else the whole match, is blotted out.
 * All quantifiers are bounded: a hostile line costs no more than a long one.
 */
const rules: readonly RegExp[] = [
  // User-info of a URL (RFC 3986 §3.2.1), also where an unescaped `/`, `#` or `?` in the password tears the URL apart.
  /:\/\/(?<secret>[^\s/?#"'<>]{1,512})@/dg,
  /:\/\/(?<secret>[^\s/@:?#"'<>]{1,128}:(?!\d{1,5}[/?#])[^\s@"'<>]{1,256})@/dg,
  // Credentials of a request header (RFC 9110 §11.4); a challenge (`Basic realm=…`) and prose hold none.
  /\bBearer\s{1,4}(?<secret>[\w.~+/=-]{6,4096})/dgi,
  /\b(?:Basic|Token|Digest|Negotiate)\s{1,4}(?<secret>(?=[\w.~+/-]{0,64}[0-9=A-Z])(?!realm\b)[\w.~+/-]{8,4096}={0,2})/dg,
  /\b(?:set-)?cookie["']?\s{0,4}[:=]\s{0,4}(?<secret>[^\r\n]{1,16384})/dgi,
  // `password=…`, `"api_key": "…"`, `X-Amz-Signature=…`, `SECRET_KEY: …`
  /\b[\w.-]{0,64}(?:passw(?:or)?d|passwd|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key(?:[_-]?id)?|private[_-]?key|credentials?|signature|authorization|session[_-]?id|auth[_-]?key)["']?\s{0,4}[=:：]\s{0,4}(?<secret>"[^"]{1,4096}"?|'[^']{1,4096}'?|[^\s"'&,;<>)\]}]{4,4096})/dgi,
  /(?:密码|口令|密钥|令牌)["']?\s{0,4}[=:：]\s{0,4}(?<secret>[^\s"'，。；]{4,4096})/dg,
  /[?&](?:sig|sign|code|key|auth|sk|ak|pass|otp)=(?<secret>[^\s&"'<>]{1,4096})/dgi,
  // Tokens that are known by their beginning.
  /\b(?:sk|pk|rk|nvapi|xai)-[\w-]{8,512}/dg,
  /\b(?:hf|ghp|gho|ghu|ghs|ghr|npm|gsk|whsec|r8)_[A-Za-z0-9]{16,512}/dg,
  /\b(?:sk|pk|rk)_(?:live|test)_\w{8,512}/dg,
  /\b(?:github_pat_|glpat-|xox[abeoprs]-|AIza|ya29\.|LTAI|AKLT|AKTP|AKID|SG\.)[\w.-]{10,512}/dg,
  /\b(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[A-Z0-9]{12,128}\b/dg,
  // JSON Web Token (RFC 7519).
  /\beyJ[\w-]{8,8192}\.[\w-]{2,8192}(?:\.[\w-]{0,8192})?/dg,
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?<secret>[^\r\n]{1,16384})/dg,
  // Nothing that people write: long, and of all three kinds of characters.
  /(?<![\w-])(?=[\w-]{0,512}[0-9])(?=[\w-]{0,512}[a-z])(?=[\w-]{0,512}[A-Z])[\w-]{32,4096}/dg,
];

/** Cuts `[from, to)` out of a text, with everything in it that looks like a secret masked. */
export function maskedSlice(text: string, from = 0, to: number = text.length): string {
  const spans: readonly (readonly [start: number, end: number])[] = rules
    .flatMap((rule) => Array.from(text.matchAll(rule), (match): readonly [number, number] => match.indices?.groups?.['secret'] ?? match.indices?.[0] ?? [0, 0]))
    .toSorted((a, b) => a[0] - b[0]);
  let kept = '';
  let at = from;
  for (const [start, end] of spans) {
    if (end <= at || start >= to) continue;
    kept += text.slice(at, Math.max(at, start)) + (start < at && at > from ? '' : mask);
    at = end;
  }
  return kept + text.slice(Math.min(at, to), to);
}
