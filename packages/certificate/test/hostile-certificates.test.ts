import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timestampsIn } from '../src/der/timestamps-in.ts';
import { certificatesIn, certificatesOfPem, pemOf } from '../src/der/certificates-in.ts';
import { judgeChain, type ChainVerdict } from '../src/path-building/judge-chain.ts';
import { commonRules, serverRules, type PathRules } from '../src/path-building/judge-path.ts';
import { alternativeNames, authority, constraints, craft, explicitPolicy, keyUsage, mappings, policies, type Craft, type KeyName } from './craft-certificate.ts';
import { ownCorpus } from './own-corpus.ts';

const now = new Date();
const certifies = keyUsage(5);
const ca = (subject: string, issuer: string, key: KeyName, signer: KeyName, more: Partial<Craft> = {}): Buffer =>
  craft({ subject, issuer, key, signer, extensions: [authority(), certifies], ...more });
const server = (issuer: string, signer: KeyName, more: readonly Buffer[] = [alternativeNames('dns:a.test')]): Buffer => craft({ subject: 'leaf', issuer, key: 'leaf', signer, extensions: more });
const root = ca('Root', 'Root', 'root', 'root');

function judge(chain: readonly Buffer[], rules: PathRules = serverRules): ChainVerdict & { readonly steps: number; readonly checks: number } {
  const verdict = judgeChain({ chain, anchors: [root], host: 'a.test', now, rules });
  return { ...verdict, steps: verdict.search?.steps ?? 0, checks: verdict.search?.signatureChecks ?? 0 };
}

describe('a graph of certificates that was made to keep a client busy', () => {
  test('two authorities that certify each other, and three in a ring', () => {
    const two = judge([server('One', 'inner'), ca('One', 'Two', 'inner', 'second'), ca('Two', 'One', 'second', 'inner')]);
    expect({ accepted: two.accepted, steps: two.steps }).toEqual({ accepted: false, steps: 3 });
    const ring = judge([server('One', 'inner'), ca('One', 'Two', 'inner', 'second'), ca('Two', 'Three', 'second', 'third'), ca('Three', 'One', 'third', 'inner')]);
    expect({ accepted: ring.accepted, steps: ring.steps }).toEqual({ accepted: false, steps: 4 });
  });

  test('an authority that certifies itself under hundreds of serial numbers', () => {
    const twins = Array.from({ length: 400 }, (_, index) => ca('One', 'One', 'inner', 'inner', { serial: Buffer.of(1, index >> 8, index & 0xff) }));
    const verdict = judge([server('One', 'inner'), ...twins]);
    expect(verdict.accepted).toBe(false);
    expect(verdict.steps).toBeLessThanOrEqual(5_001);
    expect(verdict.checks).toBeLessThanOrEqual(1_000);
  });

  test('a fan of authorities with one name and other keys than the one that signed', () => {
    const keys: readonly KeyName[] = ['inner', 'second', 'third', 'other'];
    const fan = Array.from({ length: 1_500 }, (_, index) => ca('One', 'Root', keys[index % 4] ?? 'inner', 'root', { serial: Buffer.of(1, index >> 8, index & 0xff) }));
    const verdict = judge([server('One', 'p-384'), ...fan]);
    expect(verdict.accepted).toBe(false);
    expect(verdict.checks).toBeLessThanOrEqual(1_000);
    expect(verdict.steps).toBeLessThan(10);
  });

  test('layers in which each certifies each', () => {
    const keys: readonly KeyName[] = ['inner', 'second', 'third', 'other'];
    const layers = Array.from({ length: 8 }, (_, layer) => keys.flatMap((key) => keys.map((signer) => ca(`Layer ${layer}`, `Layer ${layer + 1}`, key, signer))));
    const hopeless = judge([server('Layer 0', 'inner'), ...layers.flat()]);
    expect(hopeless.accepted).toBe(false);
    expect(hopeless.steps).toBeLessThanOrEqual(5_001);
    expect(hopeless.checks).toBeLessThanOrEqual(1_000);
    expect(judge([server('Layer 0', 'inner'), ...layers.flat(), ca('Layer 8', 'Root', 'second', 'root')]).accepted).toBe(true);
  });

  test('a chain of sixty', () => {
    const chain = Array.from({ length: 60 }, (_, index) => ca(`Level ${index}`, index === 59 ? 'Root' : `Level ${index + 1}`, index % 2 === 0 ? 'inner' : 'second', index === 59 ? 'root' : index % 2 === 0 ? 'second' : 'inner'));
    expect(judge([server('Level 0', 'inner'), ...chain])).toMatchObject({ accepted: false, faults: [{ detail: 'too-deep' }] });
  });

  test('thousands of names under thousands of constraints', () => {
    const names = Array.from({ length: 3_000 }, (_, index) => `dns:n${index}.test`);
    const limited = ca('One', 'Root', 'inner', 'root', { extensions: [authority(), certifies, constraints({ permitted: names.map((name) => name.replace('dns:n', 'dns:m')) })] });
    const verdict = judge([server('One', 'inner', [alternativeNames(...names, 'dns:a.test')]), limited]);
    expect(verdict).toMatchObject({ accepted: false, faults: [{ cause: 'certificate/name-constraint' }] });
    expect(verdict.steps).toBeLessThan(5);
  });

  test('many paths that are each as expensive as one may be', () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `dns:n${index}.test`);
    const permitted = constraints({ permitted: names.map((name) => name.replace('dns:n', 'dns:m')) });
    const authorities = Array.from({ length: 30 }, (_, index) => ca('One', 'Root', 'inner', 'root', { serial: Buffer.of(1, index), extensions: [authority(), certifies, permitted] }));
    const verdict = judge([server('One', 'inner', [alternativeNames(...names, 'dns:a.test')]), ...authorities]);
    expect(verdict.accepted).toBe(false);
    expect(verdict.steps).toBeLessThan(100);
  });

  test('policies that are mapped to each other many times over (CVE-2023-0464)', () => {
    const ids = Array.from({ length: 200 }, (_, index) => `1.2.3.${index}`);
    const chain = Array.from({ length: 20 }, (_, index) => ca(`Level ${index}`, index === 19 ? 'Root' : `Level ${index + 1}`, index % 2 === 0 ? 'inner' : 'second', index === 19 ? 'root' : index % 2 === 0 ? 'second' : 'inner', {
      extensions: [authority(), certifies, policies(...ids), mappings(...ids.flatMap((id, at): [string, string][] => [[id, ids[(at + 1) % 200] ?? id]])), explicitPolicy(0)],
    }));
    const verdict = judge([server('Level 0', 'inner', [alternativeNames('dns:a.test'), policies('1.2.3.1')]), ...chain], { ...commonRules, anchors: 'self-signed' });
    expect(verdict).toMatchObject({ accepted: true, steps: 22 });
    const many = ca('One', 'Root', 'inner', 'root', { extensions: [authority(), certifies, policies(...Array.from({ length: 400 }, (_, index) => `1.2.4.${index}`)), explicitPolicy(0)] });
    expect(judge([server('One', 'inner'), many], commonRules)).toMatchObject({ accepted: false, faults: [{ detail: 'policy' }] });
  });
});

describe('whatever the bytes are', () => {
  const pieces = ownCorpus.flatMap(({ chain, anchors }) => [...chain, ...anchors]).filter((_, index) => index % 7 === 0);
  const mutated = fc.record({ der: fc.constantFrom(...pieces), at: fc.nat(2_000), drop: fc.nat(8), put: fc.uint8Array({ maxLength: 8 }) })
    .map(({ der, at, drop, put }) => Buffer.concat([der.subarray(0, at % der.length), put, der.subarray((at % der.length) + drop)]));

  test('a chain of mutated certificates gets a verdict in few steps', () => {
    expect(() => fc.assert(fc.property(fc.array(mutated, { minLength: 1, maxLength: 5 }), fc.boolean(), (chain, strict) => {
      const { accepted, faults, search } = judgeChain({ chain, anchors: [root, ...chain.slice(-1)], now, rules: strict ? commonRules : serverRules });
      return accepted === (faults.length === 0) && (search?.steps ?? 0) < 200;
    }), { numRuns: 500 })).not.toThrow();
  });

  test('a sound chain in which one certificate was mutated is either what it was or refused', () => {
    const sound = ownCorpus.find(({ name }) => name === 'sound');
    const [leaf = root, inner = root] = sound?.chain ?? [];
    expect(() => fc.assert(fc.property(fc.boolean(), fc.nat(2_000), fc.integer({ min: 1, max: 255 }), (first, at, flip) => {
      const original = first ? leaf : inner;
      const changed = Buffer.from(original);
      changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ flip;
      return !judgeChain({ chain: first ? [changed, inner] : [leaf, changed], anchors: sound?.anchors ?? [], host: 'www.shop.test', now }).accepted;
    }), { numRuns: 500 })).not.toThrow();
  });

  test('files and timestamps of mutated certificates are read or not, and never an exception', () => {
    expect(() => fc.assert(fc.property(mutated, fc.nat(500), (der, cut) => {
      certificatesIn(der);
      certificatesOfPem(pemOf(der).slice(cut));
      return timestampsIn(der).outcome !== undefined;
    }), { numRuns: 1_000 })).not.toThrow();
  });
});
