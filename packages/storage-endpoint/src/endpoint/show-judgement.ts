import { fill, neutralise, type CommandContext } from '@culprit/core';
import { wrap } from '@culprit/core/commands';
import { endpointCheck } from '../checks/endpoint.ts';
import type { EffectiveEndpoint, EndpointJudgement } from './judgement.ts';
import { problemParams } from './problem-params.ts';

const words = {
  en: { unset: 'no endpoint', goes: 'goes to', refuses: 'refuses', use: 'use', tls: { covered: 'its certificate covers that', 'not-covered': 'no certificate covers that', unknown: 'whether its certificate covers that is not known', 'no-tls': 'without TLS' }, open: 'nothing is proposed: it would be a guess' },
  'zh-CN': { unset: '未设置端点', goes: '访问', refuses: '拒绝', use: '改为', tls: { covered: '证书可覆盖', 'not-covered': '证书无法覆盖', unknown: '证书能否覆盖未知', 'no-tls': '不使用 TLS' }, open: '不给出建议：那只会是猜测' },
};

const urlOf = ({ scheme, host, port, path }: EffectiveEndpoint): string => `${scheme}://${host.includes(':') ? `[${host}]` : host}${port === (scheme === 'https' ? 443 : 80) ? '' : `:${port}`}${path}`;

/** Lines longer than this are hard to read, however wide the screen is. */
const widest = 100;

/** One judgement for a person: what is wrong, where requests go, and what to configure. What is copied stays in one piece. */
export function showJudgement(judgement: EndpointJudgement, from: string, { locale, io }: Pick<CommandContext, 'locale' | 'io'>): string {
  const { endpoint, consumerName, problems, effective, refusal, repair, verdict } = judgement;
  const say = words[locale];
  const findings = endpointCheck.text[locale].findings;
  const width = Math.min(widest, Math.max(32, io.columns));
  const entry = (lead: string, room: number, text: string): string[] => wrap(neutralise(text), width - room, { whole: true }).map((line, index) => `${index === 0 ? lead : ' '.repeat(room)}${line}`);
  const column = (name: string, text: string): string[] => entry(`    ${name}${' '.repeat(Math.max(0, 8 - name.length * (locale === 'en' ? 1 : 2)))}  `, 14, text);
  const lines = [
    ...entry(`${verdict === 'fails' ? '✗' : verdict === 'warns' ? '!' : '✓'} `, 2, `${from === '' ? '' : `${from}  `}${endpoint === undefined ? say.unset : endpoint}  (${consumerName})`),
    ...problems.flatMap((problem) => entry(`    ${problem.effect === 'fails' ? '✗' : '!'} `, 6, fill(findings[problem.id === 'region-mismatch' && problem.effect === 'warns' ? 'region-differs' : problem.id] ?? problem.id, problemParams(judgement, problem), locale))),
    ...(refusal === undefined ? [] : column(say.refuses, refusal)),
    ...(effective === undefined ? [] : column(say.goes, `${urlOf(effective)}  (${say.tls[effective.tls.outcome]})`)),
    ...(repair === undefined ? [] : [...column(say.use, repair.endpoint), ...repair.settings.flatMap((setting) => column('', setting))]),
    ...(verdict === 'fails' && repair === undefined ? column('', say.open) : []),
  ];
  return `${lines.join('\n')}\n`;
}
