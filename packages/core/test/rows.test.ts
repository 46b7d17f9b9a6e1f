import { describe, expect, test } from 'vitest';
import { defineCheck, defineFact, definePlugin, defineTarget, run, type Plugin, type Report, type Table } from '../src/index.ts';
import { reporters } from '../src/reporters/index.ts';
import { reportSchema } from '../src/report-schema.ts';
import { Ajv2020 } from 'ajv/dist/2020.js';

const room = defineTarget({
  kind: 'room', text: { en: 'A room', 'zh-CN': '房间' }, label: () => 'the room', rows: 'checks',
  schema: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value: value as Record<never, never> }) } },
});

/** A room with two checks of one layer, one of which finds a fault in each of these windows. */
function roomPlugin(windows: readonly string[], table?: Table): Plugin {
  const look = defineFact({
    id: 'rooms/look', gather: async (): Promise<readonly string[]> => windows, exhibit: (value) => [...value],
    ...(table === undefined ? {} : { table: () => table }),
  });
  const panes = defineCheck({
    id: 'rooms/panes', layer: 'machine', target: room,
    findings: { whole: { outcome: 'pass' }, cracked: { outcome: 'fail', severity: 'major', owner: 'machine' } },
    text: {
      en: { title: 'Window panes', why: 'It rains in.', findings: { whole: 'All are whole', cracked: 'The {window} one is cracked' } },
      'zh-CN': { title: '窗玻璃', why: '会漏雨。', findings: { whole: '全部完好', cracked: '{window}的玻璃有裂纹' } },
    },
    needs: () => ({ look: look.of({}) }),
    evaluate: ({ facts, conclude }) => (facts.look.length === 0 ? conclude('whole') : facts.look.map((window) => conclude('cracked', { window }))),
  });
  const lamp = defineCheck({
    id: 'rooms/lamp', layer: 'machine', target: room, findings: { lit: { outcome: 'pass' } },
    text: { en: { title: 'Lamp', why: 'One wants to see.', findings: { lit: 'It is lit' } }, 'zh-CN': { title: '灯', why: '要看得见。', findings: { lit: '亮着' } } },
    needs: () => ({}), evaluate: ({ conclude }) => conclude('lit'),
  });
  return definePlugin({ name: 'rooms', version: '0.0.0', api: 1, targets: [room], checks: [panes, lamp] });
}

const examine = (plugin: Plugin): Promise<Report> => run({ plugins: [plugin], targets: [room.of({})] });
const render = async (report: Report, id: string, locale: 'en' | 'zh-CN' = 'en'): Promise<string> =>
  (await reporters[id]?.())?.render(report, { locale, color: false, columns: 80, verbose: false }) ?? '';

const hops: Table = {
  title: { en: 'Hops', 'zh-CN': '各跳' },
  columns: [{ title: { en: 'Hop', 'zh-CN': '跳' }, numeric: true }, { title: { en: 'Address', 'zh-CN': '地址' } }],
  rows: [[1, '192.0.2.1'], [12, 'a|b\u001b[2J']],
};

describe('a target with rows of checks', () => {
  test('is shown with a line of each check, by its title', async () => {
    const report = await examine(roomPlugin([]));
    expect(await render(report, 'human')).toMatch(/✓ Window panes {2}All are whole.*\n {2}✓ Lamp {10}It is lit/);
    expect(await render(report, 'markdown', 'zh-CN')).toContain('| ✓ | 窗玻璃 | 全部完好 |');
  });

  test('keeps the same fault in two places apart', async () => {
    const { diagnoses } = await examine(roomPlugin(['left', 'right']));
    expect(diagnoses.map(({ key }) => key)).toEqual(['rooms/panes#cracked@the room{"window":"left"}', 'rooms/panes#cracked@the room{"window":"right"}']);
    expect(diagnoses.map(({ also }) => also)).toEqual([[diagnoses[1]?.key], [diagnoses[0]?.key]]);
  });

  test('a single fault has the key that it always had', async () => {
    expect((await examine(roomPlugin(['left']))).diagnoses.map(({ key }) => key)).toEqual(['rooms/panes#cracked@the room']);
  });
});

describe('a table of the evidence', () => {
  test('is aligned on the screen and safe in Markdown', async () => {
    const report = await examine(roomPlugin([], hops));
    expect(new Ajv2020({ strict: false }).validate(reportSchema, report)).toBe(true);
    const screen = await render(report, 'human');
    expect(screen).toContain('    Hop  Address\n      1  192.0.2.1\n     12  a|b');
    expect(screen).not.toContain('\u001b');
    expect(await render(report, 'markdown', 'zh-CN')).toMatch(/## 各跳\n\n\| 跳 \| 地址 \|\n\|---:\|---\|\n\| 1 \| 192\.0\.2\.1 \|\n\| 12 \| a\\\|b/);
  });

  test('is bounded whatever a fact puts into it', async () => {
    const { evidence } = await examine(roomPlugin([], { ...hops, rows: Array.from({ length: 1_000 }, () => ['x'.repeat(10_000)]) }));
    const [item] = evidence;
    expect(item?.status === 'observed' ? [item.table?.rows.length, item.table?.rows[0]] : undefined).toEqual([64, ['x'.repeat(200), '']]);
  });
});
