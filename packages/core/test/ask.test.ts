import { expect, test } from 'vitest';
import { ask, optional } from '../src/index.ts';
import { doorPlugin, type Doors } from './sample-plugin.ts';

const world = (open: readonly string[], more: Partial<Doors> = {}): Doors => ({ open: new Set(open), log: [], ...more });

test('ask answers facts without a target, and disposes what they lend', async () => {
  const doors = world(['No. 7']);
  const { knock } = doorPlugin(doors);
  const { values, evidence, thirdParties } = await ask({ front: knock.of({ name: 'No. 7' }), other: knock.of({ name: 'No. 8' }) });
  expect(values).toEqual({ front: { answered: true }, other: { answered: false } });
  expect(evidence.map(({ fact, status }) => `${fact} ${status}`)).toEqual(['doors/knock observed', 'doors/knock observed']);
  expect(thirdParties).toEqual([]);
  expect(doors.log).toContain('closed No. 7');
});

test('ask leaves what could not be observed undefined', async () => {
  const { knock } = doorPlugin(world([], { slow: new Set(['No. 9']) }));
  expect((await ask({ slow: optional(knock.of({ name: 'No. 9' })) })).values).toEqual({ slow: undefined });
});

test('ask rejects with the error of a fact that crashed', async () => {
  const { knock } = doorPlugin(world([], { crash: new Set(['No. 7']) }));
  await expect(ask({ front: knock.of({ name: 'No. 7' }) })).rejects.toThrow('hinge');
});
