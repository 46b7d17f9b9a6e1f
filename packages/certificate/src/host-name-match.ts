import { isIP } from 'node:net';

/** The names of a certificate that a client may compare a host with. */
export type CertificateNames = {
  readonly dns: readonly string[];
  readonly ip: readonly string[];
  /** The first common name of the subject. */
  readonly commonName?: string | undefined;
};

/** Why a host is none of a certificate's names. */
export type MismatchReason =
  /** The host without a repeated label is named: `bucket.bucket.host`. `repaired` is that host. */
  | 'doubled-label'
  /** A wildcard covers one label (RFC 9525 §6.3) and this host has more. `nearest` is the wildcard. */
  | 'wildcard-too-shallow'
  /** `*.example.com` doesn't cover `example.com`. */
  | 'wildcard-apex'
  /** `*.com` covers a whole top-level domain: no client takes it. */
  | 'wildcard-too-broad'
  /** `f*.example.com`: RFC 9525 §6.3 and browsers allow only a whole label. */
  | 'partial-wildcard'
  /** The name stands there in Unicode; certificates hold A-labels (RFC 5280 §7.2). `nearest` is that name. */
  | 'not-encoded'
  /** The name stands there with a dot at its end, which RFC 5280 §4.2.1.6 doesn't allow and most clients don't take off. */
  | 'trailing-dot'
  /** There is no subjectAltName; the common name would fit, which RFC 9525 §2 and browsers ignore. */
  | 'common-name-only'
  /** The address stands in a DNS name instead of in an IP address (RFC 9525 §4.1). */
  | 'ip-as-dns-name'
  /** The host is an IP address, and the certificate doesn't hold it. */
  | 'ip-not-listed'
  /** The certificate names nothing at all. */
  | 'no-names'
  /** Other names. `nearest` is the most similar one. */
  | 'other-names';

export type HostNameMatch =
  | { readonly matches: true; readonly by: 'dns' | 'wildcard' | 'ip'; readonly name: string }
  | { readonly matches: false; readonly why: MismatchReason; readonly nearest?: string; readonly repaired?: string };

/**
 * Compares a host with the names of a certificate, as RFC 9525 (and RFC 6125 before it) says, and tells why it doesn't fit.
 * The host is a DNS name in A-labels or an IP address; brackets around it and one trailing dot are ignored.
 */
export function matchHostName(host: string, names: CertificateNames): HostNameMatch {
  const wanted = bareHost(host);
  return isIP(wanted) > 0 ? matchAddress(wanted, names) : matchName(wanted.toLowerCase(), host.toLowerCase(), names);
}

/** A host without brackets around it and without one trailing dot. */
export function bareHost(host: string): string {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  return bare.endsWith('.') && bare.length > 1 ? bare.slice(0, -1) : bare;
}

function matchAddress(host: string, { dns, ip, commonName }: CertificateNames): HostNameMatch {
  const wanted = canonicalAddress(host);
  const named = ip.find((address) => canonicalAddress(address) === wanted);
  if (named !== undefined) return { matches: true, by: 'ip', name: named };
  const misplaced = dns.find((name) => canonicalAddress(name) === wanted);
  if (misplaced !== undefined) return { matches: false, why: 'ip-as-dns-name', nearest: misplaced };
  if (dns.length + ip.length > 0) return { matches: false, why: 'ip-not-listed', nearest: ip[0] ?? dns[0] ?? '' };
  if (commonName === undefined) return { matches: false, why: 'no-names' };
  return { matches: false, why: canonicalAddress(commonName) === wanted ? 'common-name-only' : 'other-names', nearest: commonName };
}

function matchName(host: string, asGiven: string, { dns, ip, commonName }: CertificateNames): HostNameMatch {
  for (const name of dns) {
    const by = fits(host, name.toLowerCase()) ?? (name.toLowerCase() === asGiven ? fits(asGiven, asGiven) : undefined);
    if (by !== undefined) return { matches: true, by, name };
  }
  if (dns.length === 0) {
    if (commonName !== undefined && ip.length === 0) {
      return { matches: false, why: fits(host, commonName.toLowerCase()) ? 'common-name-only' : 'other-names', nearest: commonName };
    }
    return ip[0] === undefined ? { matches: false, why: 'no-names' } : { matches: false, why: 'other-names', nearest: ip[0] };
  }
  return explain(host, dns);
}

/** Case was folded before; `undefined` where the name doesn't cover the host. */
function fits(host: string, name: string): 'dns' | 'wildcard' | undefined {
  if (host === '' || host === '.' || host.includes('*')) return undefined;
  if (host === name) return 'dns';
  const suffix = wildcardSuffix(name);
  if (suffix === undefined || !suffix.includes('.')) return undefined;
  return labelsBefore(host, suffix) === 1 ? 'wildcard' : undefined;
}

/** `example.com` of `*.example.com`; `undefined` if it is no wildcard of one whole leftmost label. */
function wildcardSuffix(name: string): string | undefined {
  const suffix = name.startsWith('*.') ? name.slice(2) : '';
  return wellFormed(suffix) ? suffix : undefined;
}

/** How many labels stand in `host` before `suffix`: 0 if it is the suffix itself, `undefined` if it lies elsewhere. */
function labelsBefore(host: string, suffix: string): number | undefined {
  if (host === suffix) return 0;
  if (!host.endsWith(`.${suffix}`) || !wellFormed(host)) return undefined;
  return host.slice(0, -suffix.length - 1).split('.').length;
}

const wellFormed = (name: string): boolean => name.length <= 253 && name.split('.').every((label) => /^[a-z0-9_-]{1,63}$/.test(label));

function explain(host: string, dns: readonly string[]): HostNameMatch {
  const names = dns.map((name) => name.toLowerCase());
  const covered = (candidate: string): number => names.findIndex((name) => fits(candidate, name) !== undefined);
  // What covers a host with a doubled label by one label less is a wildcard that is too shallow as well: the doubling is the reason.
  for (const candidate of undoubled(host)) {
    const position = covered(candidate);
    if (position >= 0) return { matches: false, why: 'doubled-label', nearest: dns[position] ?? '', repaired: candidate };
  }
  let apex: string | undefined;
  let broad: string | undefined;
  let partial: string | undefined;
  let shallow: { readonly name: string; readonly length: number } | undefined;
  for (const [position, name] of names.entries()) {
    const shown = dns[position] ?? name;
    if (name.endsWith('.') && fits(host, name.slice(0, -1)) !== undefined) return { matches: false, why: 'trailing-dot', nearest: shown };
    if (/[^\0-\x7f]/.test(name) && fits(host, encoded(name)) !== undefined) return { matches: false, why: 'not-encoded', nearest: shown };
    const suffix = wildcardSuffix(name);
    if (suffix !== undefined) {
      const before = labelsBefore(host, suffix);
      if (before === undefined) continue;
      if (!suffix.includes('.')) broad ??= shown;
      else if (before === 0) apex ??= shown;
      // The longest suffix is the one that was meant.
      else if (before > 1 && suffix.length > (shallow?.length ?? 0)) shallow = { name: shown, length: suffix.length };
    } else if (name.includes('*') && coversPartly(host, name)) partial ??= shown;
  }
  if (shallow !== undefined) return { matches: false, why: 'wildcard-too-shallow', nearest: shallow.name };
  if (apex !== undefined) return { matches: false, why: 'wildcard-apex', nearest: apex };
  if (partial !== undefined) return { matches: false, why: 'partial-wildcard', nearest: partial };
  if (broad !== undefined) return { matches: false, why: 'wildcard-too-broad', nearest: broad };
  return { matches: false, why: 'other-names', nearest: nearestName(host, dns) };
}

/** A name in A-labels (UTS #46), as a client asks for it. A wildcard is no part of a URL. */
function encoded(name: string): string {
  const [wildcard, rest] = name.startsWith('*.') ? ['*.', name.slice(2)] : ['', name];
  try {
    return wildcard + new URL(`http://${rest}/`).hostname;
  } catch {
    return name;
  }
}

/** The host without one of two equal neighbours, where each is a label or a pair of labels. */
function* undoubled(host: string): Generator<string> {
  const labels = host.split('.');
  for (const size of [1, 2]) {
    for (let at = 0; at + 2 * size <= labels.length; at++) {
      const [first, second] = [labels.slice(at, at + size), labels.slice(at + size, at + 2 * size)];
      if (first.join('.') === second.join('.')) yield labels.toSpliced(at, size).join('.');
    }
  }
}

/** Whether a name with one partial wildcard, such as `f*.example.com`, would cover the host if that were allowed. */
function coversPartly(host: string, name: string): boolean {
  const [label = '', ...rest] = name.split('.');
  const [first = '', ...others] = host.split('.');
  return rest.length >= 2 && rest.join('.') === others.join('.') && coversLabel(label, first);
}

/** Whether a label with exactly one `*` covers another label. */
export function coversLabel(label: string, other: string): boolean {
  const [before = '', after, ...more] = label.split('*');
  return after !== undefined && more.length === 0 && other.length >= before.length + after.length && other.startsWith(before) && other.endsWith(after);
}

/** The name that shares most labels with the host from the right; among equals the first. Looks at 1,000 names. */
function nearestName(host: string, dns: readonly string[]): string {
  const wanted = host.split('.').toReversed();
  let best = dns[0] ?? '';
  let most = -1;
  for (const name of dns.slice(0, 1_000)) {
    const labels = name.toLowerCase().split('.').toReversed();
    let shared = 0;
    while (shared < labels.length && labels[shared] === wanted[shared]) shared++;
    if (shared > most) [best, most] = [name, shared];
  }
  return best;
}

/** One spelling per address (RFC 5952), without a zone; `undefined` if it is no address. */
function canonicalAddress(text: string): string | undefined {
  const address = text.split('%', 1)[0] ?? '';
  const family = isIP(address);
  if (family === 4) return address;
  return family === 6 ? new URL(`http://[${address}]/`).hostname : undefined;
}
