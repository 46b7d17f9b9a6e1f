import { describe, expect, test } from 'vitest';
import {
  createExaminer, defineCheck, defineFact, defineManifest, definePlugin, defineTarget, isToolError, manifestOf, readTarget, run,
  type Cause, type Fact, type Handle, type Report, type RunEvent,
} from '../src/index.ts';
import { doorPlugin, type Doors } from './sample-plugin.ts';

const world = (open: readonly string[], more: Partial<Doors> = {}): Doors => ({ open: new Set(open), log: [], ...more });
const look = (doors: Doors, options: Parameters<typeof run>[1] = {}): Promise<Report> => {
  const plugin = doorPlugin(doors);
  return run({ plugins: [plugin], targets: [plugin.door.of({ name: 'No. 7' })] }, { now: () => new Date('2026-11-21T00:00:00Z'), ...options });
};

describe('a healthy target', () => {
  test('has no diagnosis, and its questions are asked once', async () => {
    const doors = world(['No. 7']);
    const report = await look(doors);
    expect(report.exitCode).toBe(0);
    expect(report.diagnoses).toEqual([]);
    expect(report.findings.map(({ id }) => id)).toEqual(['doors/answer#answered', 'doors/hall#light']);
    expect(doors.log).toEqual(['knock No. 7', 'entered No. 7', 'closed No. 7']);
  });

  test('loads no cause', async () => {
    const plugin = doorPlugin(world(['No. 7']));
    const lazy = manifestOf(plugin);
    const guarded = defineManifest({ ...lazy, causes: lazy.causes.map((cause) => ({ ...cause, load: () => Promise.reject(new Error('loaded')) })) });
    const report = await run({ plugins: [guarded], targets: [plugin.door.of({ name: 'No. 7' })] });
    expect(report.exitCode).toBe(0);
  });

  test('notes the kinds that no plugin examines', async () => {
    const report = await look(world(['No. 7']));
    expect(report.notes).toEqual([{ text: 'core/kind-not-installed', params: { kind: 'garden' } }]);
    expect(report.targets.map(({ id, kind, impliedBy }) => [id, kind, impliedBy])).toEqual([['t1', 'door', undefined], ['t2', 'house', ['t1']]]);
  });
});

describe('a failure', () => {
  test('is explained by the cause whose control speaks for it, and the other is ruled out', async () => {
    const report = await look(world([]));
    expect(report.exitCode).toBe(1);
    expect(report.diagnoses).toHaveLength(1);
    expect(report.diagnoses[0]).toMatchObject({
      cause: 'doors/nobody-home', claimed: true, confidence: 'certain', subject: 'No. 7', explains: ['doors/answer#silent@t1'], prevents: ['doors/hall@t1'],
      ruledOut: [{ cause: 'doors/front-door-stuck', text: 'doors/front-door-stuck#back-silent' }],
    });
    const witness = report.evidence.find(({ id }) => id === report.diagnoses[0]?.witness[0]);
    expect(witness).toMatchObject({ fact: 'doors/knock', input: { name: 'No. 7', side: 'back' }, status: 'observed', exhibit: { answered: false } });
  });

  test('gets the other cause when the control says the other thing (near miss)', async () => {
    const report = await look(world(['No. 7/back']));
    expect(report.diagnoses.map(({ cause }) => cause)).toEqual(['doors/front-door-stuck']);
  });

  test('is not laid on a cause that can not be behind it', async () => {
    const plugin = doorPlugin(world([]));
    const [away, stuck] = plugin.causes as readonly [Cause, Cause];
    const report = await run({ plugins: [{ ...plugin, causes: [away, { ...stuck, concerns: () => false }] }], targets: [plugin.door.of({ name: 'No. 7' })] });
    expect(report.diagnoses[0]).toMatchObject({ cause: 'doors/nobody-home', ruledOut: [] });
  });

  test('has its remedy tried, and says whether it helps', async () => {
    const works = await look(world(['No. 7/back']));
    expect(works.diagnoses[0]?.remedies).toMatchObject([{ id: 'doors/go-round', trial: 'works' }]);
    const fails = await look(world([]));
    expect(fails.diagnoses[0]?.remedies).toMatchObject([{ id: 'doors/go-round', trial: 'does-not-help' }]);
  });

  test('stands as its own cause when none claims it', async () => {
    const doors = world([]);
    const plugin = doorPlugin(doors);
    const report = await run({ plugins: [{ ...plugin, causes: [] }], targets: [plugin.door.of({ name: 'No. 7' })] });
    expect(report.diagnoses).toMatchObject([{ cause: 'doors/answer#silent', claimed: false, owner: 'service' }]);
  });

  test('carries the texts that it needs in both languages', async () => {
    const report = await look(world([]));
    for (const key of ['doors/answer#silent', 'doors/nobody-home', 'doors/nobody-home#back-silent-too', 'doors/front-door-stuck#back-silent', 'doors/go-round', 'doors/go-round/1', 'core/not-judged#blocked']) {
      expect(report.texts[key]?.en, key).toBeTypeOf('string');
      expect(report.texts[key]?.['zh-CN'], key).toMatch(/\p{Script=Han}/u);
    }
  });

  test('blocks what rests on it instead of blaming that', async () => {
    const report = await look(world([]));
    const hall = report.findings.find(({ check }) => check === 'doors/hall');
    expect(hall).toMatchObject({ id: 'core/not-judged#blocked', outcome: 'skipped', params: { fact: 'doors/enter' } });
  });
});

describe('a fact that misbehaves', () => {
  test('is cut off at its deadline, told to stop, and makes the run inconclusive', async () => {
    const doors = world(['No. 7'], { slow: new Set(['No. 7']) });
    const report = await look(doors, { timeoutMs: 100 });
    expect(report.exitCode).toBe(3);
    expect(report.findings[0]).toMatchObject({ id: 'core/not-judged#deadline', outcome: 'inconclusive', required: true });
    expect(doors.log).toContain('gave up on No. 7');
  });

  test('and throws is a bug of the tool, not of the target', async () => {
    const report = await look(world([], { crash: new Set(['No. 7']) }));
    expect(report.exitCode).toBe(70);
    expect(report.bugs).toEqual([{ where: 'doors/knock', message: 'TypeError: hinge' }]);
    expect(report.diagnoses).toEqual([]);
  });
});

describe('an interruption', () => {
  test('ends the run at once with what is known so far', async () => {
    const doors = world(['No. 7', 'No. 8'], { slow: new Set(['No. 8']) });
    const plugin = doorPlugin(doors);
    const stop = new AbortController();
    const events: RunEvent[] = [];
    const report = await run(
      { plugins: [plugin], targets: [plugin.door.of({ name: 'No. 7' }), plugin.door.of({ name: 'No. 8' })] },
      {
        signal: stop.signal,
        on: (event) => {
          events.push(event);
          if (event.type === 'found' && event.finding.id === 'doors/hall#light') stop.abort();
        },
      },
    );
    expect(report.interrupted).toBe(true);
    expect(report.exitCode).toBe(130);
    expect(report.findings.map(({ id, target }) => `${id}@${target}`)).toEqual(expect.arrayContaining(['doors/answer#answered@t1', 'core/not-judged#aborted@t3']));
    expect(events.at(-1)?.type).toBe('finished');
  });
});

describe('handles', () => {
  test('are closed once, when their taker is done', async () => {
    const doors = world(['No. 7']);
    const plugin = doorPlugin(doors);
    const examiner = createExaminer({ plugins: [plugin] });
    await examiner.examine([plugin.door.of({ name: 'No. 7' })]);
    await examiner.examine([plugin.door.of({ name: 'No. 7' })]);
    expect(doors.log.filter((line) => line.startsWith('closed'))).toHaveLength(2);
  });

  test('that nobody can take are closed at once', async () => {
    const doors = world(['No. 7']);
    const plugin = doorPlugin(doors);
    await run({ plugins: [plugin], targets: [plugin.door.of({ name: 'No. 7' })] }, { only: ['doors/answer'] });
    expect(doors.log).toEqual(['knock No. 7', 'closed No. 7']);
  });
});

describe('misuse', () => {
  const failing = async (work: () => unknown): Promise<string> => {
    try {
      await work();
    } catch (error) {
      if (isToolError(error)) return `${error.code}: ${error.text.en}`;
      throw error;
    }
    return 'nothing went wrong';
  };

  test('an unknown check is refused with the nearest known one', async () => {
    expect(await failing(() => look(world([]), { only: ['doors/anser'] }))).toBe('USAGE_INVALID: There is no check doors/anser. Did you mean doors/answer?');
  });

  test('two plugins with one id are refused by name', async () => {
    const plugin = doorPlugin(world([]));
    expect(await failing(() => run({ plugins: [plugin, { ...plugin, name: '@test/windows' }], targets: [] }))).toContain('Both @test/doors and @test/windows bring doors/answer');
  });

  test('a plugin of another interface is refused', async () => {
    const plugin = doorPlugin(world([]));
    expect(await failing(() => run({ plugins: [{ ...plugin, api: 2 as never }], targets: [] }))).toContain('PLUGIN_API_UNSUPPORTED');
  });

  test('a scheme that no plugin reads is refused with what is known', async () => {
    const manifest = manifestOf(doorPlugin(world([])));
    const withScheme = { ...manifest, targets: manifest.targets.map((target) => (target.kind === 'door' ? { ...target, schemes: ['door'] } : target)) };
    expect(await failing(() => readTarget('dor://x', [withScheme]))).toContain('Did you mean door://?');
    expect((await readTarget(' door://x ', [withScheme])).data).toEqual({ name: 'x' });
    expect(await failing(() => readTarget('\u001b[31mx', [withScheme]))).not.toContain('\u001b');
  });
});

describe('a fact that needs more than it declared', () => {
  const chain = (log: string[]): Parameters<typeof run>[0] => {
    const line = defineFact<{ readonly n: number }, { readonly n: number }, Record<never, never>, Handle>({
      id: 'lines/line',
      gather: async ({ input, previous, lend }) => {
        log.push(`open ${input.n}`);
        if (previous !== undefined) log.push(`again ${previous.n}`);
        lend({ [Symbol.dispose]: () => log.push(`close ${input.n}`) });
        return input;
      },
      exhibit: (value) => value,
    });
    const talk = (id: string): Fact<{ readonly n: number }, { readonly heard: boolean }> => defineFact({
      id,
      needs: (input: { readonly n: number }) => ({ line: line.of(input) }),
      gather: async ({ open }) => ({ heard: await open('line') !== undefined }),
      exhibit: (value) => value,
    });
    const follow: Fact<{ readonly n: number }, { readonly last: number }> = defineFact({
      id: 'lines/follow',
      gather: async ({ input, ask }) => {
        let last = input.n;
        while (last < 3) last = (await ask(line.of({ n: last + 1 })))?.n ?? 99;
        return { last };
      },
      exhibit: (value) => value,
    });
    const kind = defineTarget<{ readonly n: number }>({ kind: 'line', text: { en: 'A line', 'zh-CN': '线路' }, label: ({ n }) => String(n), schema: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value: value as { n: number } }) } } });
    const check = defineCheck({
      id: 'lines/check', layer: 'service', target: kind, findings: { fine: { outcome: 'pass' } },
      text: { en: { title: 'Line', why: 'x', findings: { fine: '{a} {b} {last}' } }, 'zh-CN': { title: '线路', why: '某', findings: { fine: '{a} {b} {last}' } } },
      needs: (target) => ({ a: talk('lines/a').of(target), b: talk('lines/b').of(target), follow: follow.of(target) }),
      evaluate: ({ facts, conclude }) => conclude('fine', { a: facts.a.heard, b: facts.b.heard, last: facts.follow.last }),
    });
    return { plugins: [definePlugin({ name: '@test/lines', version: '1.0.0', api: 1, targets: [kind], checks: [check] })], targets: [kind.of({ n: 1 })], concurrency: 1 };
  };

  test('opens once more what somebody else took, and every handle is closed once', async () => {
    const log: string[] = [];
    const report = await run(chain(log));
    expect(report.findings[0]?.params).toEqual({ a: true, b: true, last: 3 });
    expect(log.filter((entry) => entry === 'open 1')).toHaveLength(2);
    expect(log.filter((entry) => entry === 'close 1')).toHaveLength(2);
    expect(log.filter((entry) => entry.startsWith('again'))).toEqual(['again 1']);
  });

  test('asks what an answer brings up, as evidence, without a slot to spare', async () => {
    const report = await run(chain([]));
    expect(report.evidence.filter(({ fact }) => fact === 'lines/line').map(({ input }) => input)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });
});

describe('a fact that would ask a third party', () => {
  const asked: string[] = [];
  const connection = defineFact<{ readonly host: string }, { readonly up: boolean }>({
    id: 'far/connection',
    gather: async ({ input }) => {
      asked.push(input.host);
      return { up: true };
    },
    exhibit: (value) => value,
  });
  const opinion: Fact<{ readonly host: string }, { readonly up: boolean }> = defineFact({
    id: 'far/opinion',
    needs: (input: { readonly host: string }) => ({ connection: connection.of(input) }),
    thirdParties: ({ host }: { readonly host: string }) => [host],
    gather: async ({ facts }) => facts.connection,
    exhibit: (value) => value,
  });
  const kind = defineTarget<{ readonly host: string }>({ kind: 'far', text: { en: 'Far', 'zh-CN': '远' }, label: ({ host }) => host, schema: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value: value as { host: string } }) } } });
  const check = defineCheck({
    id: 'far/check', layer: 'service', target: kind, findings: { fine: { outcome: 'pass' } },
    text: { en: { title: 'Far', why: 'x', findings: { fine: 'Fine' } }, 'zh-CN': { title: '远', why: '某', findings: { fine: '正常' } } },
    needs: (target) => ({ opinion: opinion.of(target) }),
    evaluate: ({ conclude }) => conclude('fine'),
  });
  const config = { plugins: [definePlugin({ name: '@test/far', version: '1.0.0', api: 1, targets: [kind], checks: [check] })], targets: [kind.of({ host: 'third.example' })] };

  test('is withheld offline with all that it rests on, and the run says so', async () => {
    asked.length = 0;
    const report = await run(config, { offline: true });
    expect(asked).toEqual([]);
    expect(report.findings[0]).toMatchObject({ id: 'core/not-judged#offline', outcome: 'inconclusive', required: false });
    expect(report.thirdParties).toEqual([]);
    expect(report.exitCode).toBe(0);
  });

  test('names them in the report when it asks', async () => {
    const report = await run(config);
    expect(report.thirdParties).toEqual(['third.example']);
    expect(report.findings[0]?.id).toBe('far/check#fine');
  });
});

describe('a check of several kinds', () => {
  const seen = (kinds: readonly string[]): Promise<Report> => {
    const { door } = doorPlugin(world([]));
    const gate = defineTarget({ kind: 'gate', text: { en: 'A gate', 'zh-CN': '大门' }, schema: door.schema, label: ({ name }: { readonly name: string }) => name });
    const name = defineCheck({
      id: 'gates/name', layer: 'connection', target: door, alsoJudges: ['gate'],
      findings: { named: { outcome: 'pass' } },
      text: { en: { title: 'Name', why: 'To be found.', findings: { named: 'It is named {name}' } }, 'zh-CN': { title: '名称', why: '便于查找。', findings: { named: '名称为 {name}' } } },
      needs: () => ({}),
      evaluate: ({ target, conclude }) => conclude('named', { name: target.name }),
    });
    const plugin = definePlugin({ name: '@test/gates', version: '1.0.0', api: 1, targets: [door, gate], checks: [name] });
    return run({ plugins: [plugin], targets: kinds.map((kind) => ({ kind, name: 'No. 7', data: { name: 'No. 7' }, id: kind, label: kind })) });
  };

  test('judges each of them', async () => {
    const report = await seen(['door', 'gate']);
    expect(report.findings.map(({ id, target, params }) => [id, target, params])).toEqual([['gates/name#named', 't1', { name: 'No. 7' }], ['gates/name#named', 't2', { name: 'No. 7' }]]);
  });
});
