import {
  defineCause, defineCheck, defineCommand, defineFact, defineKnownErrors, defineOptions, definePlugin, defineRemedy, defineTarget,
  type Cause, type Check, type Command, type Fact, type KnownError, type OptionsSchema, type Plugin, type Remedy, type StandardSchemaV1, type TargetKind,
} from '@culprit/core';

/* A plugin without a fault; the tests break it in one place each. */

export type Gate = { readonly name: string; readonly side?: string };

const schema: StandardSchemaV1<unknown, Gate> = { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value: value as Gate }) } };

export const gate: TargetKind<Gate> = defineTarget({ kind: 'gate', text: { en: 'A gate', 'zh-CN': '大门' }, schema, label: ({ name }) => name });

/** Answers when the peer does; a peer called `nobody` never does. */
export const knock: Fact<Gate, { readonly outcome: 'answered' | 'timed-out' }> = defineFact({
  id: 'gates/knock',
  gather: ({ input, signal, patienceMs }) =>
    new Promise((resolve) => {
      if (input.name !== 'nobody') return resolve({ outcome: 'answered' });
      const end = (): void => resolve({ outcome: 'timed-out' });
      if (signal.aborted) return end();
      const timer = setTimeout(end, patienceMs);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        end();
      });
    }),
  exhibit: (value) => value,
});

export const callAgain: Remedy = defineRemedy({
  id: 'gates/call-again', audience: 'you',
  text: { en: { title: 'Call again', steps: ['Call {name} from the {side} side.', 'ring --at={side}'] }, 'zh-CN': { title: '再敲一次', steps: ['从 {side} 侧敲 {name}。', 'ring --at={side}'] } },
  trial: { facts: ({ params }) => ({ again: knock.of({ name: String(params['name']), side: String(params['side']) }) }), works: ({ facts }) => (facts.again === undefined ? undefined : facts.again.outcome === 'answered') },
});

const patience: OptionsSchema<{ readonly rings: number }> = defineOptions({ rings: { type: 'integer', default: 1, text: { en: 'How often to ring', 'zh-CN': '敲几次' } } });

export const answer: Check = defineCheck({
  id: 'gates/answer', layer: 'connection', target: gate, options: patience,
  findings: { answered: { outcome: 'pass' }, silent: { outcome: 'fail', severity: 'critical', owner: 'service' } },
  text: {
    en: { title: 'Answer at the gate', why: 'Nobody gets in without it.', findings: { answered: 'Somebody answers', silent: { one: '{name} is silent after {count} ring', other: '{name} is silent after {count} rings' } } },
    'zh-CN': { title: '门口应答', why: '没人应门就进不去。', findings: { answered: '有人应门', silent: '敲了 {count} 次，{name} 仍无人应答' } },
  },
  needs: (target) => ({ knock: knock.of(target) }),
  evaluate: ({ target, facts, options, conclude }) => (facts.knock.outcome === 'answered' ? conclude('answered') : conclude('silent', { name: target.name, count: options.rings })),
});

export const locked: Cause = defineCause({
  id: 'gates/locked-front', owner: 'service', layer: 'connection', scope: 'endpoint',
  text: {
    en: { title: 'The front of {name} is locked', about: 'Nobody opens there.', confirmed: { 'back-answers': 'The {side} side answers' }, ruledOut: { 'back-silent': 'The back is silent too' }, open: { 'back-unknown': 'Knock at the back' } },
    'zh-CN': { title: '{name} 的正门锁着', about: '那里没有人开门。', confirmed: { 'back-answers': '{side} 侧有人应答' }, ruledOut: { 'back-silent': '后门同样无人应答' }, open: { 'back-unknown': '请敲后门' } },
  },
  suspectedBy: ['gates/answer#silent'],
  controls: (suspicion) => ({ back: knock.of({ name: suspicion.related(gate)?.name ?? '', side: 'back' }) }),
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    if (facts.back === undefined) return open('back-unknown', {}, []);
    if (facts.back.outcome === 'timed-out') return ruledOut('back-silent', {}, ['back']);
    return confirmed('back-answers', { name: suspicion.related(gate)?.name ?? '', side: 'back' }, ['back']);
  },
  remedies: [callAgain],
});

export const silentGate: KnownError = {
  id: 'gates/bell-silent', program: 'bell', literals: ['no answer from'], pattern: /bell: no answer from (?<host>[\w.-]+)/i,
  causes: [{ id: 'gates/locked-front', when: { en: 'The back answers', 'zh-CN': '后门有人应答' } }],
  examples: { matches: ['bell: No answer from north.example'], nearMisses: ['bell: answer from north.example'] },
};

export const ring: Command = defineCommand({
  name: 'ring', text: { en: { summary: 'Rings at a gate', positionals: '<gate>' }, 'zh-CN': { summary: '敲门', positionals: '<gate>' } },
  options: { often: { type: 'integer', default: 1, text: { en: 'How often', 'zh-CN': '次数' } } },
  run: async () => 0,
});

export const gates: Plugin = definePlugin({
  name: '@test/gates', version: '1.0.0', api: 1, targets: [gate], checks: [answer], causes: [locked], knownErrors: defineKnownErrors([silentGate]), commands: [ring],
});
