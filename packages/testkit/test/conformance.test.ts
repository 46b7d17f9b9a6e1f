import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Blocked, manifestOf } from '@culprit/core';
import { startHostileNetwork } from '@culprit/lab';
import { describe, expect, test } from 'vitest';
import { conformanceCases, type Conformance } from '../src/index.ts';
import { register } from '../src/vitest.ts';
import { failures } from './failures.ts';
import { hailPeer, harbour, type Berth, type Hailed, type Parts } from './harbour-plugin.ts';

const target = { host: '127.0.0.1', port: 1 };
const conformance: Conformance = {
  checks: {
    'harbour/answer': [
      { name: 'somebody answers', target, facts: { hail: { outcome: 'answered', words: 'ahoy' } }, concludes: { finding: 'answers', params: {} } },
      { name: 'nobody answers', target, facts: { hail: { outcome: 'silent', words: '' } }, concludes: { finding: 'silent', params: {} } },
    ],
  },
};

describe('a sound plugin passes among hostile peers', async () => {
  register(await conformanceCases(manifestOf(harbour()), { network: startHostileNetwork }));
});

const note = join(tmpdir(), `culprit-harbour-${process.pid}`);
const hailWith = (change: (context: Parameters<Parts['gather']>[0], hailed: Hailed) => Promise<Hailed> | Hailed): Partial<Parts> => ({ gather: async (context) => change(context, await hailPeer(context)) });
const password = async ({ input, secrets }: { readonly input: Berth; readonly secrets: { read(reference: { readonly $secret: string }): Promise<{ reveal(): string }> } }): Promise<string> =>
  (input.password === undefined ? '' : (await secrets.read(input.password)).reveal());
let asked = 0;

const bad: { readonly [fault: string]: readonly [faults: Partial<Parts>, message: RegExp] } = {
  'a fact that hangs': [{ gather: () => new Promise(() => undefined) }, /facts end when their patience does.*patienceMs.*harbour\/hail still waits 1500 ms after its patience ended/s],
  'a fact that is deaf to an abort': [{ gather: (context) => hailPeer({ ...context, signal: new AbortController().signal }) }, /harbour\/hail goes on 1500 ms after it was aborted/],
  'a fact that throws': [hailWith((_, hailed) => { if (hailed.outcome === 'refused') throw new Error('ECONNREFUSED'); return hailed; }), /answer with values.*harbour\/hail threw Error: ECONNREFUSED/s],
  'a fact that shows all it was sent': [{ exhibit: () => ({ words: 'x'.repeat(20_000) }) }, /exhibits are plain JSON.*harbour\/hail takes 20012 bytes/s],
  'a fact that shows a date': [{ exhibit: () => new Date() as never }, /the exhibit of harbour\/hail is not plain JSON/],
  'a fact that writes a file': [hailWith((_, hailed) => { writeFileSync(note, hailed.words); return hailed; }), /observe write nothing.*harbour\/hail observes and calls writeFileSync\(/s],
  'a fact whose value holds a secret': [hailWith(async (context, hailed) => ({ ...hailed, words: await password(context) })), /holds a secret.*the value of harbour\/hail holds a secret/s],
  'a fact whose value holds a secret in base64': [hailWith(async (context, hailed) => ({ ...hailed, words: Buffer.from(`ada:${await password(context)}`).toString('base64') })), /the value of harbour\/hail holds a secret/],
  'a check that reads a clock': [{ judge: () => (new Date().getTime() > 0 ? 'silent' : 'answers') }, /judgements are pure.*harbour\/answer calls new Date\(\): take `now` of what it is given$/s],
  'a check that throws': [{ judge: ({ hail }) => { if (hail?.outcome === 'refused') throw new Error('nobody'); return 'silent'; } }, /checks, causes and trials judge whatever the facts say.*harbour\/answer threw Error: nobody/s],
  'a check that reads a file': [{ judge: () => (readFileSync('/dev/null').length === 0 ? 'silent' : 'answers') }, /harbour\/answer calls fs\.readFileSync\(\)/],
  'a check that asks the environment': [{ judge: () => (process.env['HOME'] === '' ? 'answers' : 'silent') }, /harbour\/answer calls process\.env\.HOME/],
  'a check that goes by chance': [{ judge: () => (Math.random() > 2 ? 'answers' : 'silent') }, /harbour\/answer calls Math\.random\(\)/],
  'a check that sends something': [{ judge: () => (void fetch('http://127.0.0.1:1/').catch(() => undefined), 'silent') }, /harbour\/answer calls fetch\(\)/],
  'a check that counts': [{ judge: () => (++asked % 2 === 0 ? 'answers' : 'silent') }, /harbour\/answer says something else when it is asked again/],
  'a check that changes its facts': [{ judge: ({ hail }) => { (hail as { words: string }).words = ''; return 'silent'; } }, /harbour\/answer changes what it was given/],
  'a check that passes where it saw nothing': [{ required: false, judge: () => 'answers', gather: async () => new Blocked('nobody') as never }, /no verdict without evidence.*concludes "answers" although not one of its facts was observed/s],
  'a cause that a symptom confirms': [{ confirms: () => true }, /harbour\/closed-berth is confirmed by the symptom alone/],
  'a verdict that needs this copy of core': [hailWith((_, hailed) => (hailed.outcome === 'refused' ? new Blocked('nobody') as never : hailed)), /same conclusions in another copy of core.*use `blocked`/s],
  'no Chinese': [{ chineseTitle: 'Answer of the berth' }, /harbour\/answer: both languages say the same.*"Answer of the berth" is not Chinese/s],
  'words for a parameter that is not in the title': [{ unknown: { berth: 'the berth' } }, /harbour\/closed-berth: what it calls unknown parameters.*the title asks for no such parameter.*berth/s],
  'an id of another plugin': [{ checkId: 'port/answer' }, /port\/answer: the id is plugin\/kebab-noun/],
  'an id in camel case': [{ checkId: 'harbour/berthAnswer' }, /harbour\/berthAnswer: the id is plugin\/kebab-noun/],
};

describe('a bad plugin is told what to change where it has', () => {
  test.concurrent.each(Object.entries(bad))('%s', async (_, [faults, message]) => {
    expect((await failures(await conformanceCases(manifestOf(harbour(faults)), { network: startHostileNetwork, graceMs: 1_500 }))).join('\n')).toMatch(message);
    rmSync(note, { force: true });
  });
});

describe('an author\'s own cases', () => {
  const failed = async (given: Conformance, complete = true): Promise<string> => (await failures(await conformanceCases(manifestOf(harbour()), { conformance: given, complete }))).join('\n');

  test('are demanded for every check and cause', async () => {
    expect(await failed({})).toMatch(/harbour\/answer: has cases.*under "checks".*harbour\/closed-berth: has cases.*under "causes"/s);
    expect(await failed({}, false)).toBe('');
  });
  test('must cover every declared finding', async () => expect(await failed(conformance)).toMatch(/every declared finding has a case.*unknown/s));
  test('must belong to the plugin', async () => expect(await failed({ checks: { 'harbour/depth': [] } })).toMatch(/harbour\/depth: is a check of this plugin/));
  test('need a near miss for a cause', async () => {
    const only = { 'harbour/closed-berth': [{ name: 'it refuses', targets: [], facts: { again: { outcome: 'refused', words: '' } }, expects: { verdict: 'confirmed' as const, reason: 'refuses' } }] };
    expect(await failed({ causes: only })).toMatch(/has a near miss/);
  });
  test('run beside the others', async () => expect(await failed({ cases: [{ name: 'tide', run: () => { throw new Error('ebb'); } }] })).toMatch(/tide — ebb/));
});

test('a plugin whose kinds read no peer is asked to say what its targets look like', async () => {
  const plugin = harbour();
  const quiet = { ...plugin, targets: plugin.targets.map((kind) => ({ ...kind, schemes: [] })) };
  expect((await failures(await conformanceCases(manifestOf(quiet), { network: startHostileNetwork }))).join('\n')).toMatch(/say in "targets" what a target at a peer looks like/);
});
