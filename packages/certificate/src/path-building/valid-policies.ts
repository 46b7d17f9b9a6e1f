import type { PoolCertificate } from './certificate-pool.ts';

/** What a client demands of certificate policies (RFC 5280 §6.1.1 c to g). TLS clients demand none, and Go holds chains to what their authorities demand. */
export interface PolicyDemands {
  /** Absent: any. */
  readonly policies?: readonly string[];
  readonly explicit?: boolean;
  readonly inhibitMapping?: boolean;
  readonly inhibitAny?: boolean;
}

const anyPolicy = '2.5.29.32.0';
/** Beyond this many policies on one level the path is refused: they are made to cost time (CVE-2023-0464). */
const maxPolicies = 250;

/** A policy that is valid so far, and those in the terms of the uppermost authority that led to it. */
type Level = Map<string, Set<string>>;

/**
 * Follows certificate policies from the root down (RFC 5280 §6.1.2 to §6.1.5). Instead of a tree, which grows with the
 * product of the mappings, each policy of a level keeps the policies at the top that it descends from: all that the outcome
 * depends on. Returns the position of the certificate at which no policy is left while one is demanded.
 */
export function policyFault(path: readonly PoolCertificate[], demands: PolicyDemands): number | undefined {
  const n = path.length - 1;
  // The server's own certificate was installed as an anchor.
  if (n === 0) return undefined;
  let level: Level | undefined = new Map();
  let any = true;
  let [explicit, mapping, inhibitAny] = [demands.explicit === true ? 0 : n + 1, demands.inhibitMapping === true ? 0 : n + 1, demands.inhibitAny === true ? 0 : n + 1];
  for (let at = n; at >= 0; at--) {
    const certificate = path[at];
    if (certificate === undefined) return undefined;
    const { policies, policyMappings = [], requireExplicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy } = certificate.extensions;
    const isRoot = at === n;
    const selfIssued = certificate.subject === certificate.issuer;
    if ((policies?.length ?? 0) > maxPolicies || policyMappings.length > maxPolicies) return at;
    // A root without policies says nothing of them; one that has some is held to them, as OpenSSL does.
    if (policies === undefined) level = isRoot ? level : undefined;
    else if (level !== undefined) {
      const next: Level = new Map();
      for (const policy of policies) {
        const origins = level.get(policy) ?? (any ? new Set([policy]) : undefined);
        if (policy !== anyPolicy && origins !== undefined) next.set(policy, origins);
      }
      const open = policies.includes(anyPolicy) && (inhibitAny > 0 || (at > 0 && selfIssued));
      if (open) for (const [policy, origins] of level) if (!next.has(policy)) next.set(policy, origins);
      any &&= open;
      level = next.size === 0 && !any ? undefined : next;
    }
    if (explicit === 0 && level === undefined) return at;
    if (at === 0) {
      if (requireExplicitPolicy !== 0 && explicit > 1) return undefined;
      const { policies: wanted } = demands;
      const accepted = level !== undefined && (wanted === undefined || any || [...level.values()].some((origins) => wanted.some((policy) => origins.has(policy))));
      return accepted ? undefined : 0;
    }
    if (policyMappings.some((pair) => pair.includes(anyPolicy))) return at;
    if (level !== undefined) level = mapped(level, any, mapping > 0, policyMappings);
    if (level !== undefined && level.size === 0 && !any) level = undefined;
    if (level !== undefined && level.size > maxPolicies) return at;
    if (!selfIssued && !isRoot) [explicit, mapping, inhibitAny] = [Math.max(0, explicit - 1), Math.max(0, mapping - 1), Math.max(0, inhibitAny - 1)];
    explicit = Math.min(explicit, requireExplicitPolicy ?? explicit);
    mapping = Math.min(mapping, inhibitPolicyMapping ?? mapping);
    inhibitAny = Math.min(inhibitAny, inhibitAnyPolicy ?? inhibitAny);
  }
  return undefined;
}

/** What the certificates below have to say instead of each policy (§6.1.4 a and b). */
function mapped(level: Level, any: boolean, allowed: boolean, mappings: readonly (readonly [string, string])[]): Level {
  const sources = Map.groupBy(mappings, ([from]) => from);
  const next: Level = new Map();
  const join = (policy: string, origins: ReadonlySet<string>): void => {
    const known = next.get(policy);
    if (known === undefined) next.set(policy, new Set(origins));
    else for (const origin of origins) known.add(origin);
  };
  for (const [policy, origins] of level) {
    const targets = sources.get(policy);
    if (targets === undefined) join(policy, origins);
    else if (allowed) for (const [, to] of targets) join(to, origins);
  }
  if (any && allowed) for (const [from, pairs] of sources) if (!level.has(from)) for (const [, to] of pairs) join(to, new Set([from]));
  return next;
}
