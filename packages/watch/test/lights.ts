import { createExaminer, defineCause, defineCheck, defineFact, definePlugin, defineTarget, type Cause, type Check, type Examiner, type Fact, type Plugin, type StandardSchemaV1 } from '@culprit/core';

/** How a light is: `off` is the fault of its own fuse, `dark` of the power station that many share, `blind` of whoever looks, `dim` only to whoever looks, `gone` of itself or of the way. */
export type Light = 'on' | 'off' | 'dark' | 'blind' | 'dim' | 'fog' | 'slow' | 'gone';

/** A street of lights that a test switches. */
export interface Street {
  readonly lights: Map<string, Light>;
  /** How often each was looked at. */
  readonly looks: Map<string, number>;
  /** Called while a slow light is looked at. */
  meanwhile: () => void;
}

export const createStreet = (lights: Readonly<Record<string, Light>> = {}): Street => ({ lights: new Map(Object.entries(lights)), looks: new Map(), meanwhile: () => {} });

const schema = <T>(): StandardSchemaV1<unknown, T> => ({ '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value: value as T }) } });

const title = (en: string): { readonly title: string; readonly about: string; readonly confirmed: { readonly seen: string }; readonly ruledOut: { readonly other: string }; readonly open: Record<never, string> } =>
  ({ title: en, about: 'Somebody sits in the dark.', confirmed: { seen: 'The fuse says so' }, ruledOut: { other: 'It does not' }, open: {} });

function lightPlugin(street: Street): Plugin {
  const light = defineTarget<{ readonly lamp: string }>({ kind: 'light', text: { en: 'A light', 'zh-CN': '灯' }, schema: schema(), label: ({ lamp }) => lamp, schemes: ['light'], read: (text) => (text.startsWith('light://') ? { lamp: text.slice(8) } : undefined) });
  const logIn = defineTarget<{ readonly lamp: string }>({ kind: 'login', text: { en: 'A log-in', 'zh-CN': '登录' }, schema: schema(), label: ({ lamp }) => lamp, schemes: ['login'], read: (text) => (text.startsWith('login://') ? { lamp: text.slice(8) } : undefined) });
  const glance: Fact<{ readonly lamp: string }, { readonly light: Light }> = defineFact({
    id: 'street/glance',
    gather: async ({ input }) => {
      street.looks.set(input.lamp, (street.looks.get(input.lamp) ?? 0) + 1);
      const state = street.lights.get(input.lamp) ?? 'on';
      if (state === 'slow') street.meanwhile();
      return { light: state };
    },
    exhibit: (value) => value,
  });
  const shining: Check = defineCheck({
    id: 'street/shining', layer: 'http', target: light, alsoJudges: ['login'],
    findings: { on: { outcome: 'pass' }, off: { outcome: 'fail', severity: 'critical', owner: 'service' }, dark: { outcome: 'fail', severity: 'major', owner: 'service' }, blind: { outcome: 'fail', severity: 'major', owner: 'machine' }, gone: { outcome: 'fail', severity: 'major', owner: 'path' }, fog: { outcome: 'inconclusive', required: true } },
    text: {
      en: { title: 'Light', why: 'One should see.', findings: { on: 'On', off: '{name} is off', dark: '{name} has no power', blind: '{name} is not seen', gone: '{name} is not there', fog: 'Fog' } },
      'zh-CN': { title: '灯光', why: '应当看得见。', findings: { on: '亮', off: '{name} 不亮', dark: '{name} 没电', blind: '看不到 {name}', gone: '{name} 不在', fog: '有雾' } },
    },
    needs: (target) => ({ glance: glance.of(target) }),
    evaluate: ({ target: { lamp: name }, facts: { glance: { light: state } }, conclude }) => {
      if (state === 'on' || state === 'fog') return conclude(state);
      if (state === 'dim') return conclude('on');
      return conclude(state === 'slow' ? 'off' : state, { name });
    },
  });
  const eyesight: Check = defineCheck({
    id: 'street/eyesight', layer: 'machine', target: light,
    findings: { sharp: { outcome: 'pass' }, tired: { outcome: 'fail', severity: 'major', owner: 'machine' } },
    text: {
      en: { title: 'Eyes', why: 'One should see.', findings: { sharp: 'Sharp', tired: 'Tired' } },
      'zh-CN': { title: '眼睛', why: '应当看得见。', findings: { sharp: '清楚', tired: '疲劳' } },
    },
    needs: (target) => ({ glance: glance.of(target) }),
    evaluate: ({ facts: { glance: { light: state } }, conclude }) => conclude(state === 'dim' ? 'tired' : 'sharp'),
  });
  const cause = (id: string, finding: string, scope: 'endpoint' | 'machine', owner: 'service' | 'machine', en: string, layer: 'http' | 'connection' = 'http'): Cause => defineCause({
    id, owner, layer, scope, suspectedBy: [finding], remedies: [],
    ...(id === 'street/power-cut' ? { subject: () => 'power-station' } : {}),
    text: { en: title(en), 'zh-CN': title(en) },
    controls: ({ targets }) => ({ glance: glance.of({ lamp: targets[0]?.label ?? '' }) }),
    judge: ({ confirmed }) => confirmed('seen', {}, ['glance']),
  });
  return definePlugin({
    name: 'street', version: '1.0.0', api: 1, targets: [light, logIn], checks: [shining, eyesight],
    causes: [
      cause('street/blown-fuse', 'street/shining#off', 'endpoint', 'service', 'A fuse is blown'), cause('street/power-cut', 'street/shining#dark', 'endpoint', 'service', 'There is no power'),
      cause('street/blindfold', 'street/shining#blind', 'machine', 'machine', 'Whoever looks is blindfolded'), cause('street/tired-eyes', 'street/eyesight#tired', 'machine', 'machine', 'Whoever looks is tired'),
      cause('street/no-way', 'street/shining#gone', 'endpoint', 'service', 'Nothing leads there', 'connection'),
    ],
    knownErrors: [], commands: [],
  });
}

export const streetExaminer = (street: Street): Examiner => createExaminer({ plugins: [lightPlugin(street)] });

/** Loads what an examination loads only once something fails: reading files takes time that a clock of a test does not know of. */
export async function warmUp(): Promise<void> {
  await streetExaminer(createStreet({ a: 'off', b: 'blind' })).examine(['light://a', 'light://b']);
}
