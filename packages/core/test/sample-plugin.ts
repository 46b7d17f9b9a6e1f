import {
  defineCause, defineCheck, defineFact, definePlugin, defineRemedy, defineTarget, type Cause, type Check, type Fact, type Handle, type Plugin,
  type Remedy, type StandardSchemaV1, type TargetKind,
} from '../src/index.ts';

/** A world of doors in memory: what facts see, and what happened to what they lent. */
export interface Doors {
  readonly open: ReadonlySet<string>;
  readonly slow?: ReadonlySet<string>;
  readonly crash?: ReadonlySet<string>;
  readonly log: string[];
}

export type Door = { readonly name: string; readonly side?: string };

const schema = <T>(): StandardSchemaV1<unknown, T> => ({ '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value: value as T }) } });

/** A plugin whose target is a door: it is found, then opened, then walked through. */
export function doorPlugin(doors: Doors): Plugin & { readonly door: TargetKind<Door>; readonly knock: Fact<Door, { answered: boolean }, Handle> } {
  const house: TargetKind<{ readonly name: string }> = defineTarget({ kind: 'house', text: { en: 'A house', 'zh-CN': '房子' }, schema: schema(), label: ({ name }) => `house of ${name}` });
  const door: TargetKind<Door> = defineTarget({
    kind: 'door', text: { en: 'A door', 'zh-CN': '门' }, schema: schema(), label: ({ name }) => name,
    implies: ({ name }) => [{ kind: 'house', data: { name } }, { kind: 'garden', data: { name } }],
    read: (text) => (text.startsWith('door://') ? { name: text.slice(7) } : undefined),
  });
  const knock: Fact<Door, { answered: boolean }, Handle> = defineFact({
    id: 'doors/knock',
    patienceMs: 40,
    gather: async ({ input, lend, signal }): Promise<{ answered: boolean }> => {
      doors.log.push(`knock ${input.name}${input.side === undefined ? '' : ` at the ${input.side}`}`);
      if (doors.crash?.has(input.name)) throw new TypeError('hinge');
      if (doors.slow?.has(input.name)) {
        await new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            doors.log.push(`gave up on ${input.name}`);
            resolve(undefined);
          });
        });
      }
      const answered = doors.open.has(input.side === undefined ? input.name : `${input.name}/${input.side}`);
      if (answered) lend({ [Symbol.dispose]: () => doors.log.push(`closed ${input.name}`) });
      return { answered };
    },
    exhibit: (value) => value,
  });
  const enter: Fact<Door, { room: string }> = defineFact({
    id: 'doors/enter',
    needs: (input: Door) => ({ knock: knock.of(input) }),
    gather: async ({ input, facts, open, blocked }) => {
      if (!facts.knock.answered) return blocked('knock');
      const handle = await open('knock');
      doors.log.push(`${handle === undefined ? 'reopened' : 'entered'} ${input.name}`);
      return { room: 'hall' };
    },
    exhibit: (value) => value,
  });
  const goRound: Remedy = defineRemedy({
    id: 'doors/go-round', audience: 'you',
    text: { en: { title: 'Go round', steps: ['Use the {other} of {name}.'] }, 'zh-CN': { title: '绕道', steps: ['从 {name} 的 {other} 进入。'] } },
    trial: {
      facts: ({ suspicion }) => ({ back: knock.of({ ...(suspicion.related(door) as Door), side: 'back' }) }),
      works: ({ facts }) => facts.back?.answered,
    },
  });
  const answer: Check = defineCheck({
    id: 'doors/answer', layer: 'connection', target: door,
    findings: { answered: { outcome: 'pass' }, silent: { outcome: 'fail', severity: 'critical', owner: 'service' } },
    text: {
      en: { title: 'Answer at the door', why: 'Without it nobody gets in.', findings: { answered: 'Somebody answers', silent: 'Nobody answers at {name}' } },
      'zh-CN': { title: '门口应答', why: '没人应门就进不去。', findings: { answered: '有人应门', silent: '{name} 无人应门' } },
    },
    needs: (target) => ({ knock: knock.of(target) }),
    evaluate: ({ target, facts, conclude }) => (facts.knock.answered ? conclude('answered') : conclude('silent', { name: target.name })),
  });
  const hall: Check = defineCheck({
    id: 'doors/hall', layer: 'http', target: door,
    findings: { light: { outcome: 'pass' }, dark: { outcome: 'fail', severity: 'minor', owner: 'service' } },
    text: {
      en: { title: 'Hall', why: 'One should see where one goes.', findings: { light: 'Light', dark: 'Dark' } },
      'zh-CN': { title: '门厅', why: '应当看得清路。', findings: { light: '明亮', dark: '昏暗' } },
    },
    needs: (target) => ({ enter: enter.of(target) }),
    evaluate: ({ conclude }) => conclude('light'),
  });
  const away: Cause = defineCause({
    id: 'doors/nobody-home', owner: 'service', layer: 'connection', scope: 'endpoint',
    text: {
      en: {
        title: 'Nobody is at home at {name}', about: 'The people are out.',
        confirmed: { 'back-silent-too': 'The back door is silent too' }, ruledOut: { 'back-answers': 'The back door answers' }, open: { 'back-unknown': 'Knock at the back door' },
      },
      'zh-CN': {
        title: '{name} 家里没人', about: '主人外出。',
        confirmed: { 'back-silent-too': '后门同样无人应答' }, ruledOut: { 'back-answers': '后门有人应答' }, open: { 'back-unknown': '请敲后门' },
      },
    },
    suspectedBy: ['doors/answer#silent'],
    controls: (suspicion) => ({ back: knock.of({ ...(suspicion.related(door) as Door), side: 'back' }) }),
    judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
      if (facts.back === undefined) return open('back-unknown', {}, []);
      return facts.back.answered ? ruledOut('back-answers', {}, ['back']) : confirmed('back-silent-too', { name: String(suspicion.findings[0]?.params['name']), other: 'back' }, ['back']);
    },
    remedies: [goRound],
  });
  const stuck: Cause = defineCause({
    id: 'doors/front-door-stuck', owner: 'service', layer: 'connection', scope: 'endpoint',
    text: {
      en: { title: 'The front door of {name} is stuck', about: 'It does not move.', confirmed: { 'back-answers': 'The back door answers' }, ruledOut: { 'back-silent': 'The back door is silent' }, open: { 'back-unknown': 'Knock at the back door' } },
      'zh-CN': { title: '{name} 的前门卡住了', about: '门打不开。', confirmed: { 'back-answers': '后门有人应答' }, ruledOut: { 'back-silent': '后门无人应答' }, open: { 'back-unknown': '请敲后门' } },
    },
    suspectedBy: ['doors/answer#silent'],
    controls: (suspicion) => ({ back: knock.of({ ...(suspicion.related(door) as Door), side: 'back' }) }),
    judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
      if (facts.back === undefined) return open('back-unknown', {}, []);
      return facts.back.answered ? confirmed('back-answers', { name: String(suspicion.findings[0]?.params['name']), other: 'back door' }, ['back']) : ruledOut('back-silent', {}, ['back']);
    },
    remedies: [goRound],
  });
  return { ...definePlugin({ name: '@test/doors', version: '1.0.0', api: 1, targets: [door, house], checks: [answer, hall], causes: [away, stuck] }), door, knock };
}
