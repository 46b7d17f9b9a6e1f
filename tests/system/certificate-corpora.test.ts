import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commonRules, judgeChain, type ChainVerdict, type PathRules } from '@culprit/certificate';
import { afterAll, describe, expect, test } from 'vitest';
import { because, type Reason } from './requirements.ts';

/** A case of another project's certificate tests, as data. */
type Case = {
  readonly id: string;
  readonly chain: readonly string[];
  readonly intermediates: readonly string[];
  readonly trust_anchors: readonly string[];
  readonly validation_time: string;
  readonly host: string | null;
  readonly purpose: PathRules['purpose'];
  readonly expected: 'valid' | 'invalid' | 'unknown';
  readonly cause: string | null;
  readonly accept: readonly string[] | null;
  readonly upstream_reason: string | null;
  readonly policy_inputs?: readonly string[];
  /** `core`: two of OpenSSL, Go and GnuTLS agree with the project; `contested`: they don't. */
  readonly tier: 'core' | 'contested';
};

const folder = join(process.env['CULPRIT_CORPORA'] ?? join(import.meta.dirname, '../../../shared/corpora'), 'certificate');
const corpora = ['boringssl-chain', 'nist-pkits', 'bettertls', 'gnutls-chains', 'openssl-verify'] as const;
const reason: Reason = existsSync(join(folder, `${corpora[0]}.jsonl`)) ? undefined : `the corpora are not in ${folder}`;

/** What the thirteen labels of the corpora mean here. `other` and none count for the verdict alone. */
const labels: { readonly [cause: string]: string } = {
  'certificate/expired': 'expired', 'certificate/not-yet-valid': 'not-yet-valid',
  'certificate/name-mismatch': 'hostname-mismatch', 'certificate/common-name-only': 'hostname-mismatch',
  'certificate/incomplete-chain': 'incomplete-chain', 'certificate/unknown-root': 'unknown-root', 'certificate/self-signed': 'self-signed',
  'certificate/weak-key': 'weak-key', 'certificate/weak-signature': 'weak-signature',
  'certificate/name-constraint': 'name-constraint', 'certificate/wrong-usage': 'bad-usage/eku', 'certificate/path-length': 'path-length',
  // A forged signature is unknown to them, and a critical extension that nobody knows malformed.
  'certificate/wrong-issuer-key': 'unknown-root', 'certificate/malformed-certificate': 'malformed', 'certificate/unknown-critical-extension': 'malformed',
};

const derOf = (pems: readonly string[]): readonly Uint8Array[] =>
  pems.flatMap((pem) => [...pem.matchAll(/-----BEGIN [^-]+-----([^-]+)-----END/g)].map(([, text = '']) => Buffer.from(text, 'base64')));

function demandsOf(inputs: readonly string[]): NonNullable<PathRules['policies']> {
  const text = inputs.join(' ');
  const set = /SetInitialPolicySet\("(.*?)"\)/.exec(text)?.[1];
  return {
    ...(set === undefined ? {} : { policies: set.split(',').map((name) => name.replace('NIST-test-policy-', '2.16.840.1.101.3.2.1.48.')) }),
    explicit: text.includes('ExplicitPolicy(true'), inhibitMapping: text.includes('MappingInhibit(true'), inhibitAny: text.includes('InhibitAnyPolicy(true'),
  };
}

type Judged = { readonly one: Case; readonly verdict: ChainVerdict; readonly tookMs: number };

function judge(one: Case): Judged {
  const question = {
    chain: derOf(one.chain), fetched: derOf(one.intermediates), anchors: derOf(one.trust_anchors), now: new Date(one.validation_time),
    ...(one.host === null ? {} : { host: one.host }),
    rules: { ...commonRules, purpose: one.purpose, policies: demandsOf(one.policy_inputs ?? []) },
  };
  const began = performance.now();
  const verdict = judgeChain(question);
  return { one, verdict, tookMs: performance.now() - began };
}

const isRight = ({ one, verdict }: Judged): boolean => one.expected === 'unknown' || verdict.accepted === (one.expected === 'valid');
/** Refused with a cause that the corpus names, so that ours can be compared. */
const hasCause = ({ one, verdict }: Judged): boolean => one.expected === 'invalid' && !verdict.accepted && one.cause !== null && one.cause !== 'other';
const namesCause = ({ one, verdict: { faults: [first] } }: Judged): boolean =>
  first !== undefined && [one.cause, ...(one.accept ?? [])].includes(labels[first.cause] ?? '');

const lines: string[] = [];
const all: Judged[] = [];
const told = ({ one, verdict }: Judged): string =>
  `${one.id}: expected ${one.expected} ${one.cause ?? ''} (${one.upstream_reason ?? ''}), got ${verdict.accepted ? 'valid' : verdict.faults.map(({ cause, at, detail = '' }) => `${cause} at ${at} ${detail}`).join('; ')}`;
const share = (part: number, whole: number): string => `${part}/${whole}${whole === 0 ? '' : ` ${(100 * part / whole).toFixed(1)} %`}`;

describe.skipIf(reason !== undefined)(`certificate corpora${because(reason)}`, () => {
  test.each(corpora)('%s: no valid chain is refused, and nothing takes a second', (name) => {
    // Revocation is judged by itself: these chains are sound until somebody asks about them.
    const judged = readFileSync(join(folder, `${name}.jsonl`), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Case).filter(({ cause, accept }) => cause !== 'revoked' && accept?.includes('revoked') !== true).map(judge);
    all.push(...judged);
    for (const tier of ['core', 'contested'] as const) {
      const of = judged.filter(({ one }) => one.tier === tier);
      const wanted = of.filter(hasCause);
      lines.push(`${name} ${tier}: verdict ${share(of.filter(isRight).length, of.length)}, cause ${share(wanted.filter(namesCause).length, wanted.length)}, slowest ${Math.max(0, ...of.map(({ tookMs }) => tookMs)).toFixed(0)} ms`);
      lines.push(...of.filter((one) => !isRight(one)).map((one) => `  ${told(one)}`));
    }
    expect(judged.filter(({ one, verdict }) => one.tier === 'core' && one.expected === 'valid' && !verdict.accepted).map(told)).toEqual([]);
    expect(judged.filter(({ tookMs }) => tookMs > 1_000).map(told)).toEqual([]);
    expect(judged.length).toBeGreaterThan(40);
  });

  test('of the core cases 98 % get the right verdict and 92 % a fair cause', () => {
    const core = all.filter(({ one }) => one.tier === 'core');
    const wanted = core.filter(hasCause);
    lines.push(`all core: verdict ${share(core.filter(isRight).length, core.length)}, cause ${share(wanted.filter(namesCause).length, wanted.length)}`);
    expect(core.filter(isRight).length / core.length).toBeGreaterThanOrEqual(0.98);
    expect(wanted.filter(namesCause).length / wanted.length).toBeGreaterThanOrEqual(0.92);
  });

  afterAll(() => process.stdout.write(`${lines.join('\n')}\n`));
});
