import { isIP } from 'node:net';
import type { Cause, Request, Suspicion } from '@culprit/core';
import { destinationOf, leavesNameToProxy, resolutionFor, type TcpConnectionInput } from '../connection/destination.ts';
import { endpointOrHost } from '../connection/way.ts';
import { answerProof, type AnswerProof } from '../facts/answer-proof.ts';
import { canaryResolution, type CanaryResolution } from '../facts/canary-resolution.ts';
import { configuredResolution, type ConfiguredResolution, type ResolverAnswer } from '../facts/configured-resolution.ts';
import { hostsEntry, type HostsEntryValue } from '../facts/hosts-entry.ts';
import type { Address, HeardAnswer, NameResolution } from '../facts/name-resolution.ts';
import { referenceResolution, type ReferenceResolution } from '../facts/reference-resolution.ts';
import { tlsEndpoint } from '../targets/tls-endpoint.ts';
import { synthesisOf, type Synthesis } from './fake-ip.ts';
import { canonicalAddress } from './name-scope.ts';
import { otherResolvers } from './other-resolvers.ts';
import { caFor, isEncrypted } from './resolver-address.ts';

/** What a name that leads to the wrong address looks like from further up. */
export const misleadingSymptoms: readonly string[] = [
  'network/connection#refused', 'network/connection#timed-out', 'network/connection#unreachable', 'network/connection#reset',
  'network/tls-handshake#reset', 'network/tls-handshake#closed', 'network/tls-handshake#timed-out', 'network/tls-handshake#not-tls', 'network/tls-handshake#unrecognized-name',
  'certificate/name#mismatch', 'certificate/trust#unknown-issuer', 'certificate/trust#self-signed',
];

/** What a name that is denied looks like. */
export const denialSymptoms: readonly string[] = [
  'network/name-resolution#nxdomain', 'network/name-resolution#not-found', 'network/name-resolution#no-address', 'network/name-resolution#servfail', 'network/name-resolution#temporary-failure',
];

/** The controls for an answer that may be wrong. */
export type Doubts = {
  /** What the client met. */
  readonly resolution: Request<NameResolution>;
  /** What its own name servers say, and all that comes in their name. */
  readonly race: Request<ConfiguredResolution>;
  /** What others say. */
  readonly reference: Request<ReferenceResolution>;
  /** Whose address shows the certificate. */
  readonly proof: Request<AnswerProof>;
  /** Whether addresses are made up. */
  readonly canary: Request<CanaryResolution>;
  readonly hosts: Request<HostsEntryValue>;
};

/** What is met behind a wrong answer is not the service: nothing of it is to mend (`Cause.supersedes`). */
export const behindTheName = ({ layer }: Pick<Cause, 'layer'>): boolean => layer === 'connection' || layer === 'tls' || layer === 'identity' || layer === 'http';

/** Whether this machine had a name resolved: no address, no name that never leaves it (RFC 6761 §6.3), none that is left to a proxy. */
export function hadNameResolved(suspicion: Suspicion): boolean {
  const way = endpointOrHost(suspicion);
  const { host } = destinationOf(way);
  return host !== '' && isIP(host) === 0 && !/(?:^|\.)localhost$/.test(host) && !leavesNameToProxy(way);
}

export function doubts(suspicion: Suspicion): Doubts {
  const way = endpointOrHost(suspicion);
  const { host } = destinationOf(way);
  const { resolver, family } = way.route ?? {};
  const ofFamily = family === undefined ? {} : { family };
  const resolvers = otherResolvers(host, resolver, suspicion.settings.controls.resolvers);
  const reference = { host, ...ofFamily, resolvers, ...caFor(resolvers, way.route) };
  return {
    resolution: resolutionFor(way),
    race: raceOf(way),
    reference: referenceResolution.of(reference),
    proof: answerProof.of({ ...way, tls: suspicion.related(tlsEndpoint) !== undefined, reference }),
    canary: canaryResolution.of(resolver === undefined ? {} : { resolver, ...caFor([resolver], way.route) }),
    hosts: hostsEntry.of({ host }),
  };
}

/** The question to the own name servers, listening for whatever else comes in answer to it. */
export function raceOf(way: TcpConnectionInput): Request<ConfiguredResolution> {
  const { resolver, family } = way.route ?? {};
  return configuredResolution.of({
    host: destinationOf(way).host, collectRacing: true,
    ...(family === undefined ? {} : { family }), ...(resolver === undefined ? {} : { resolver, ...caFor([resolver], way.route) }),
  });
}

type Values = { readonly [N in keyof Doubts]: (Doubts[N] extends Request<infer Value> ? Value : never) | undefined };

/** Two answers to one question that can't both be the server's. */
export type Race = { readonly resolver: string; readonly first: HeardAnswer; readonly second: HeardAnswer };

/** What came of the controls. */
export type Doubt = {
  readonly host: string;
  /** The own answer's; none where the name is denied. */
  readonly addresses: readonly string[];
  /** Who gave it, for texts. */
  readonly resolver: string;
  /** Whether getaddrinfo was asked, which reads the hosts file. */
  readonly bySystem: boolean;
  readonly synthesis: Synthesis | undefined;
  readonly race: Race | undefined;
  /** The lines of the hosts file that the own answer comes from. */
  readonly lines: HostsEntryValue['entries'];
  /** The others that found addresses, and those that deny the name, in the clear and not. */
  readonly plain: Voices;
  readonly encrypted: Voices;
  /** Whether the own answer is proved by a certificate, and an address of others that is. */
  readonly provedHere: boolean;
  readonly provedElsewhere: string | undefined;
  /** Without TLS: an address of others that takes the connection, where none of the own answer does. */
  readonly connectedElsewhere: string | undefined;
  /** The controls that answered. */
  readonly witness: readonly (keyof Doubts)[];
};

export type Voices = { readonly found: readonly Found[]; readonly denying: readonly ResolverAnswer[] };
export type Found = Extract<ResolverAnswer, { readonly outcome: 'resolved' }>;

export function readDoubt(suspicion: Suspicion, facts: Values): Doubt {
  const { resolution, race, reference, proof, canary, hosts } = facts;
  const own: readonly Address[] = resolution?.outcome === 'resolved' ? resolution.addresses : [];
  const addresses = own.map(({ address }) => canonicalAddress(address));
  const bySystem = resolution === undefined || !('resolver' in resolution) || resolution.resolver === 'system';
  const direct = race?.outcome === 'asked' ? race.answers : [];
  const heard = reference?.outcome === 'asked' ? reference.answers : [];
  const voices = (secret: boolean): Voices => {
    const speaking = heard.filter(({ resolver }) => isEncrypted(resolver) === secret);
    return { found: speaking.filter((answer) => answer.outcome === 'resolved'), denying: speaking.filter(({ outcome }) => outcome === 'nxdomain' || outcome === 'no-address') };
  };
  const tried = proof?.outcome === 'tried' ? proof : { here: [], elsewhere: [] };
  const names = ['resolution', 'race', 'reference', 'proof', 'canary', 'hosts'] as const;
  return {
    host: destinationOf(endpointOrHost(suspicion)).host,
    addresses, bySystem,
    resolver: resolution !== undefined && 'resolver' in resolution && !bySystem ? resolution.resolver : direct.find(({ outcome }) => outcome === 'resolved')?.resolver ?? direct[0]?.resolver ?? 'getaddrinfo',
    synthesis: synthesisOf(own, canary),
    race: raceIn(direct),
    lines: bySystem ? (hosts?.entries ?? []).filter(({ address }) => addresses.includes(canonicalAddress(address))) : [],
    plain: voices(false), encrypted: voices(true),
    provedHere: tried.here.some(({ outcome }) => outcome === 'verified'),
    provedElsewhere: tried.elsewhere.find(({ outcome }) => outcome === 'verified')?.address,
    connectedElsewhere: tried.here.length > 0 && tried.here.every(({ outcome }) => outcome === 'failed') ? tried.elsewhere.find(({ outcome }) => outcome === 'connected')?.address : undefined,
    witness: names.filter((name) => facts[name] !== undefined),
  };
}

/** Whether another's answer has an address in common with the own one. */
export const shares = ({ addresses }: Doubt, found: Found): boolean => found.addresses.some(({ address }) => addresses.includes(canonicalAddress(address)));

/** Whom to believe: those that can't be intercepted, where any answered. */
export const believed = ({ encrypted, plain }: Doubt): Voices => (encrypted.found.length + encrypted.denying.length > 0 ? encrypted : plain);

/** For texts: some addresses, `192.0.2.1, 192.0.2.2, …`. */
export const shown = (addresses: readonly string[]): string => (addresses.length > 4 ? `${addresses.slice(0, 4).join(', ')}, …` : addresses.join(', '));

/** For texts: `1.1.1.1: 192.0.2.1; …`. */
export const told = (found: readonly Found[]): string => found.map(({ resolver, addresses }) => `${resolver}: ${shown(addresses.map(({ address }) => address))}`).join('; ');

/** For texts: what a datagram says. */
export const saying = ({ says, addresses }: HeardAnswer): string => (addresses.length === 0 ? (says === 'NOERROR' ? 'NODATA' : says) : shown(addresses));

const noAnswers = new Set(['malformed', 'wrong-id', 'other-question']);

/** Rotated or partial sets of addresses are one answer; a server gives no two that have nothing in common. */
export function raceIn(answers: readonly ResolverAnswer[]): Race | undefined {
  for (const { resolver, heard = [] } of answers) {
    for (const type of ['A', 'AAAA'] as const) {
      const [first, ...rest] = heard.filter((answer) => answer.type === type && answer.from === undefined && !noAnswers.has(answer.says));
      const second = first === undefined ? undefined : rest.find((answer) => answer.says !== first.says || !(answer.addresses.length === 0 ? first.addresses.length === 0 : answer.addresses.some((address) => first.addresses.includes(address))));
      if (first !== undefined && second !== undefined) return { resolver, first, second };
    }
  }
  return undefined;
}
