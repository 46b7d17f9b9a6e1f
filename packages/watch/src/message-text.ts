import { inWords, neutralise, type Locale, type Severity } from '@culprit/core';
import type { Incident, Message, Numbers } from './records.ts';

/** A message in words: a line that stands alone, and what follows it. */
export interface MessageText {
  readonly title: string;
  readonly lines: readonly string[];
}

const words = {
  en: {
    triggered: 'PROBLEM', resolved: 'OVER', flapping: 'COMES AND GOES', fault: 'WATCHER', mended: 'WATCHER WELL AGAIN', channel: 'CHANNEL FAILING', channelWell: 'CHANNEL WORKS AGAIN', test: 'TEST',
    testTitle: 'Culprit can reach you here', testLine: 'This is a test: nothing is wrong.',
    owner: 'Who can mend it', affected: 'Affected', witness: 'Known by', remedy: 'What to do', trial: { works: 'tried, works', 'does-not-help': 'tried, does not help', 'not-tested': '' },
    since: 'Since', lasted: 'Lasted', more: (count: number) => `and ${count} more`, separator: ': ', comma: ', ',
    numbers: ({ n, bad, inconclusive }: Numbers, span: string) => `${bad} of ${n} failed in ${span}, ${inconclusive} inconclusive`,
    flappingLine: 'It came back several times. You will hear of it again when it stays well.',
    ended: { recovered: 'It is no longer seen.', 'another-cause': 'Another cause took its place.', withdrawn: 'It is no longer looked at.' },
    faultLine: 'Looks that it spoiled count neither as up nor as down.', channelName: 'Channel', reason: 'Reason',
    owners: { machine: 'the machine that watches', network: 'its network', path: 'a network on the way', service: 'the service', account: 'the account' },
    severities: { minor: 'minor', major: 'major', critical: 'critical' },
  },
  'zh-CN': {
    triggered: '故障', resolved: '恢复', flapping: '反复出现', fault: '监测自身异常', mended: '监测恢复正常', channel: '通知渠道故障', channelWell: '通知渠道恢复', test: '测试',
    testTitle: 'Culprit 可以通过此渠道通知你', testLine: '这是一条测试消息，没有发生故障。',
    owner: '由谁处理', affected: '影响目标', witness: '依据', remedy: '处理办法', trial: { works: '已试验，有效', 'does-not-help': '已试验，无效', 'not-tested': '' },
    since: '开始时间', lasted: '持续', more: (count: number) => `等另外 ${count} 个`, separator: '：', comma: '、',
    numbers: ({ n, bad, inconclusive }: Numbers, span: string) => `${span}内 ${n} 次中失败 ${bad} 次，无结论 ${inconclusive} 次`,
    flappingLine: '该问题多次反复，状态稳定后会再通知。',
    ended: { recovered: '已不再出现。', 'another-cause': '原因已变为另一个。', withdrawn: '已不再检查。' },
    faultLine: '受其影响的检查既不算正常也不算故障。', channelName: '渠道', reason: '原因',
    owners: { machine: '运行监测的机器', network: '本地网络', path: '途经的网络', service: '服务方', account: '账号' },
    severities: { minor: '轻微', major: '严重', critical: '紧急' },
  },
} as const;

const shownTargets = 10;
const shownRemedies = 3;

/** What a message says. Texts that servers chose can neither break a line nor steer a terminal. */
export function textOf(message: Message, locale: Locale): MessageText {
  const word = words[locale];
  const { incident, fault, channel } = message;
  if (message.kind === 'test') return { title: `[${word.test}] ${word.testTitle}`, lines: [word.testLine] };
  if (fault !== undefined) {
    const ended = message.kind === 'self-fault-ended';
    return { title: `[${ended ? word.mended : word.fault}] ${neutralise(fault.text[locale])}`, lines: [word.faultLine, `${word.since}${word.separator}${moment(fault.startedAt)}`] };
  }
  if (channel !== undefined) {
    const well = message.kind === 'channel-recovered';
    return { title: `[${well ? word.channelWell : word.channel}] ${neutralise(channel.name)}`, lines: well ? [] : [`${word.reason}${word.separator}${neutralise(channel.reason)}`] };
  }
  if (incident === undefined) return { title: word.test, lines: [] };
  const kind = message.kind === 'resolved' ? 'resolved' : message.kind === 'flapping' ? 'flapping' : 'triggered';
  return { title: `[${word[kind]}] ${neutralise(incident.text[locale].title)}`, lines: incidentLines(incident, kind, message, locale) };
}

function incidentLines(incident: Incident, kind: 'triggered' | 'resolved' | 'flapping', { labels = {}, at }: Message, locale: Locale): readonly string[] {
  const word = words[locale];
  const line = (label: string, text: string): string => `${label}${word.separator}${neutralise(text)}`;
  const { witness, remedies } = incident.text[locale];
  const holders = kind === 'resolved' ? incident.touched : incident.targets;
  const names = holders.slice(0, shownTargets).map((id) => labels[id] ?? id);
  const affected = line(word.affected, [...names, ...(holders.length > names.length ? [word.more(holders.length - names.length)] : [])].join(word.comma));
  const span = `${moment(incident.openedAt)}`;
  if (kind === 'resolved') return [word.ended[incident.ended ?? 'recovered'], affected, line(word.since, span), line(word.lasted, inWords(at - incident.openedAt, locale)), incident.cause];
  const advice = remedies.slice(0, shownRemedies).flatMap(({ title, steps, trial }) => {
    const tried = trial === 'works' || trial === 'does-not-help' ? word.trial[trial] : '';
    return [line(word.remedy, tried === '' ? title : `${title} (${tried})`), ...steps.map((step) => `  - ${neutralise(step)}`)];
  });
  return [
    ...(kind === 'flapping' ? [word.flappingLine] : []),
    ...(witness === undefined ? [] : [line(word.witness, witness)]),
    affected, line(word.owner, word.owners[incident.owner]),
    word.numbers(incident.numbers, inWords(incident.numbers.windowMs, locale)),
    line(word.since, span), ...advice, `${incident.cause} · ${word.severities[incident.severity satisfies Severity]}`,
    ...(incident.docs === undefined ? [] : [neutralise(incident.docs)]),
  ];
}

const moment = (at: number): string => new Date(at).toISOString().replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
