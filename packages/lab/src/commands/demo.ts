import { type Command, type CommandContext, defineCommand, type Locale, misuse, nearest, type Report, ToolError, monotonicMs } from '@culprit/core';
import { reporters } from '@culprit/core/reporters';
import { examineSituation } from '../examine-situation.ts';
import { healthyScenarios, type HealthyScenario, type Scenario, scenarios } from '../scenario.ts';
import { typedCommand } from '../typed-command.ts';

type Shown = HealthyScenario & Partial<Pick<Scenario, 'cause'>>;

const everything: readonly Shown[] = [...scenarios, ...healthyScenarios];

/** One of each layer, and a sound one to end with. */
const tour: readonly string[] = [
  'resolver-denies-a-name', 'proxy-scheme-is-https', 'server-name-is-filtered', 'intermediate-is-missing', 'clock-is-years-ahead', 'too-many-requests',
  'sound-service-by-name',
];

/** `culprit demo`: breaks things on loopback and examines them. */
export const demo: Command = defineCommand({
  name: 'demo',
  text: {
    en: { summary: 'Break things on this machine on purpose, and find out why' },
    'zh-CN': { summary: '在本机有意制造故障，再逐一找出原因' },
  },
  options: {
    scenario: { type: 'list', items: { type: 'string' }, placeholder: 'id', text: { en: 'Only this scenario; may be repeated', 'zh-CN': '只演示该场景，可重复给出' } },
    list: { type: 'boolean', text: { en: 'List the scenarios', 'zh-CN': '列出所有场景' } },
    all: { type: 'boolean', text: { en: 'Show every scenario', 'zh-CN': '演示所有场景' } },
  },
  async run(context) {
    const { options, positionals, io, locale, plugins } = context;
    if (options['list'] === true) {
      io.stdout(list(locale));
      return 0;
    }
    const named = [...positionals, ...(Array.isArray(options['scenario']) ? options['scenario'].map(String) : [])];
    const lacking = (scenario: Shown): readonly string[] => scenario.plugins.map((name) => `@culprit/${name}`).filter((name) => !plugins.some((plugin) => plugin.name === name));
    if (options['all'] !== true) {
      const chosen = (named.length === 0 ? tour : named).map(byId);
      const absent = [...new Set(chosen.flatMap(lacking))].join(' ');
      if (absent !== '') throw misuse(`This takes more plugins: npm install ${absent}`, `还需要安装插件：npm install ${absent}`);
      return show(chosen, context);
    }
    const chosen = everything.filter((scenario) => lacking(scenario).length === 0);
    const absent = [...new Set(everything.flatMap(lacking))].join(' ');
    if (absent !== '') io.stderr(wordsOf[locale].leftOut(everything.length - chosen.length, absent));
    return show(chosen, context);
  },
});

/** @throws ToolError (`USAGE_INVALID`) with the nearest ids. */
function byId(id: string): Shown {
  const found = everything.find((scenario) => scenario.id === id);
  if (found !== undefined) return found;
  const near = nearest(id, everything.map((scenario) => scenario.id));
  throw new ToolError('USAGE_INVALID', {
    en: `There is no scenario ${id}. ${near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'List them with: culprit demo --list'}`,
    'zh-CN': `没有名为 ${id} 的场景。${near.length > 0 ? `是否想写 ${near.join(' 或 ')}？` : '用 culprit demo --list 列出全部场景。'}`,
  });
}

function list(locale: Locale): string {
  const width = Math.max(...everything.map(({ id }) => id.length));
  return everything.map(({ id, text }) => `${id.padEnd(width)}  ${text[locale]}\n`).join('');
}

type Style = 'bold' | 'dim' | 'green' | 'red';

async function show(chosen: readonly Shown[], { io, locale, plugins, signal }: CommandContext): Promise<number> {
  const human = await reporters['human']?.();
  if (human === undefined) throw new Error('the human reporter is missing');
  const paint = (text: string, style: Style): string => (io.color ? `\u001b[${{ bold: 1, dim: 2, green: 32, red: 31 }[style]}m${text}\u001b[0m` : text);
  const words = wordsOf[locale];
  const begun = monotonicMs();
  const missed: string[] = [];
  io.stdout(`${words.opening(chosen.length)}\n\n`);
  for (const [index, scenario] of chosen.entries()) {
    io.stdout(`${paint(`━━ ${index + 1}/${chosen.length} ━━`, 'dim')} ${paint(scenario.text[locale], 'bold')} ${paint(`(${scenario.id})`, 'dim')}\n`);
    const situation = await scenario.start();
    try {
      const { command, remarks } = typedCommand(situation, locale);
      io.stdout(`${paint('$', 'dim')} ${command}\n${remarks.map((remark) => `${paint(`# ${remark}`, 'dim')}\n`).join('')}\n`);
      const report = await examineSituation(situation, plugins, signal);
      if (signal.aborted) return 130;
      io.stdout(`${human.render(report, { locale, color: io.color, columns: io.columns, verbose: false })}`);
      const right = isRight(report, scenario.cause);
      if (!right) missed.push(scenario.id);
      const found = report.diagnoses[0]?.cause ?? words.nothing;
      io.stdout(`${right ? paint(words.right(found), 'green') : paint(words.wrong(scenario.cause ?? words.nothing, found), 'red')}\n\n`);
    } finally {
      await situation[Symbol.asyncDispose]();
    }
  }
  const seconds = ((monotonicMs() - begun) / 1_000).toFixed(1);
  io.stdout(missed.length === 0 ? `${paint(words.closing(chosen.length, seconds), 'bold')}\n` : `${paint(words.missed(missed, chosen.length), 'red')}\n`);
  return missed.length === 0 ? 0 : 1;
}

const isRight = ({ diagnoses, bugs }: Report, cause: string | undefined): boolean => diagnoses[0]?.cause === cause && bugs.length === 0;

const wordsOf = {
  en: {
    opening: (count: number) => `${count === 1 ? 'One situation' : `${count} situations`}, set up with real servers on this machine's loopback. Nothing leaves it.`,
    nothing: 'nothing to blame',
    right: (found: string) => `→ as set up: ${found}`,
    wrong: (expected: string, found: string) => `→ set up was ${expected}, found was ${found}`,
    closing: (count: number, seconds: string) => `${count} of ${count} as they were set up, in ${seconds} s. Now yours: culprit https://…`,
    leftOut: (count: number, absent: string) => `${count} situations are left out, which take more plugins: npm install ${absent}\n`,
    missed: (ids: readonly string[], count: number) => `${ids.length} of ${count} were not found as they were set up: ${ids.join(', ')}`,
  },
  'zh-CN': {
    opening: (count: number) => `以下 ${count} 个场景由本机回环地址上的真实服务器搭建，不会有任何数据离开本机。`,
    nothing: '一切正常',
    right: (found: string) => `→ 与预设一致：${found}`,
    wrong: (expected: string, found: string) => `→ 预设为 ${expected}，找到的是 ${found}`,
    closing: (count: number, seconds: string) => `${count} 个场景全部与预设一致，用时 ${seconds} 秒。轮到你了：culprit https://…`,
    leftOut: (count: number, absent: string) => `略过 ${count} 个场景，它们还需要插件：npm install ${absent}\n`,
    missed: (ids: readonly string[], count: number) => `${count} 个场景中有 ${ids.length} 个与预设不一致：${ids.join('、')}`,
  },
};
