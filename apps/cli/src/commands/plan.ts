import { createExaminer, type Plan } from '@culprit/core';
import { examinerConfig, runOptionsOf } from '@culprit/core/examination';
import type { CliCommand, CliContext } from '../command.ts';
import { givenOf } from '../given.ts';
import { depthOptions, kindOptions, routeOptions } from '../options.ts';
import { pluginsFor, selectionOf } from '../plugins.ts';
import { configuredTargets } from './run.ts';

/** `culprit plan [target…]`: what an examination would ask, without asking it. */
export const plan: CliCommand = {
  name: 'plan',
  text: {
    en: { summary: 'Show what an examination would ask, without asking it; without targets, of the targets of the config', positionals: '[target…]' },
    'zh-CN': { summary: '列出检查会进行的操作，但不实际执行；不写目标时使用配置文件中的目标', positionals: '[目标…]' },
  },
  options: {
    ...depthOptions,
    ...routeOptions,
    ...kindOptions,
    format: { type: 'enum', values: ['human', 'json'], default: 'human', short: 'f', text: { en: 'Form of the plan', 'zh-CN': '输出格式' } },
  },
  async run(context) {
    const { positionals, options, io } = context;
    const targets = positionals.length > 0 ? positionals : configuredTargets(context);
    const plugins = await pluginsFor(targets.filter((target) => typeof target === 'string'), context);
    const planned = planOf(await createExaminer(examinerConfig({ ...context, plugins }), selectionOf(options)).plan(targets, runOptionsOf(context, await givenOf(options))));
    io.stdout(options['format'] === 'json' ? `${JSON.stringify(planned, undefined, 2)}\n` : human(planned, context));
    return 0;
  },
};

/** The plan as data. What a fact would ask of third parties is named beforehand. */
const planOf = ({ targets, judgements, graph }: Plan) => ({
  targets: targets.map(({ id, target, impliedBy }) => ({ id, kind: target.kind, label: target.label, impliedBy })),
  checks: judgements.map(({ check, target }) => ({ check: check.id, target: targets[target]?.id ?? '' })),
  facts: graph.questions().map(({ fact, input }) => ({ fact: fact.id, input, thirdParties: fact.thirdParties(input) })),
});

function human({ targets, checks, facts }: ReturnType<typeof planOf>, { locale }: CliContext): string {
  const width = Math.max(...facts.map(({ fact }) => fact.length), ...checks.map(({ check }) => check.length));
  const [targetsTitle, checksTitle, factsTitle] = locale === 'en' ? ['TARGETS', 'CHECKS', 'FACTS'] : ['目标', '检查项', '事实'];
  const impliedIn = (ids: readonly string[]): string => (locale === 'en' ? `  (implied by ${ids.join(', ')})` : `（由 ${ids.join('、')} 引出）`);
  const askedIn = (hosts: readonly string[]): string => (locale === 'en' ? `  (asks ${hosts.join(', ')})` : `（会联系 ${hosts.join('、')}）`);
  return [
    targetsTitle, ...targets.map(({ id, kind, label, impliedBy }) => `  ${id.padEnd(4)} ${kind.padEnd(14)} ${label}${impliedBy.length === 0 ? '' : impliedIn(impliedBy)}`), '',
    checksTitle, ...checks.map(({ check, target }) => `  ${check.padEnd(width)}  ${target}`), '',
    factsTitle, ...facts.map(({ fact, input, thirdParties }) => `  ${fact.padEnd(width)}  ${JSON.stringify(input)}${thirdParties.length === 0 ? '' : askedIn(thirdParties)}`), '',
  ].join('\n');
}
