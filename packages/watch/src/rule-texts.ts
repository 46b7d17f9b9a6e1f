import { fill, locales, type Localized, type Params, type Severity } from '@culprit/core';
import type { Trouble } from './incident-book.ts';
import type { Advice, IncidentText, Numbers } from './records.ts';
import type { StoreTrouble } from './store.ts';

type Text = Localized<{ readonly title: string; readonly witness: string; readonly remedy: string; readonly steps: readonly string[] }>;

/** What rules find that no examination does. The ids are as permanent as those of causes. */
type RuleCause = 'watch/log-in-failure-rate' | 'watch/failure-rate' | 'watch/latency' | 'watch/certificate-days' | 'watch/heartbeat';

const texts: { readonly [C in RuleCause]: Text } = {
  'watch/log-in-failure-rate': {
    en: {
      title: '{value} % of the log-ins to {subject} fail', witness: '{bad} of {n} log-ins failed; more than {threshold} % is too much, below {clearsAt} % it is over',
      remedy: 'Find what the failed log-ins share', steps: ['Look at the reasons that were sent with the log-ins: one that leads is the cause', 'Examine the service itself: a log-in fails for every layer below it too'],
    },
    'zh-CN': {
      title: '{subject} 的登录失败率为 {value} %', witness: '{n} 次登录中失败 {bad} 次；超过 {threshold} % 触发，低于 {clearsAt} % 恢复',
      remedy: '找出失败登录的共同点', steps: ['查看登录事件中附带的原因：占比最高的往往就是根因', '再检查服务本身：下层的任何故障都会导致登录失败'],
    },
  },
  'watch/failure-rate': {
    en: {
      title: '{value} % of the looks at {subject} fail', witness: '{bad} of {n} looks failed; more than {threshold} % is too much, below {clearsAt} % it is over',
      remedy: 'Read the reports of the failed looks', steps: ['Each failed look keeps its report: open the latest one and follow its cause'],
    },
    'zh-CN': {
      title: '{subject} 的检查失败率为 {value} %', witness: '{n} 次检查中失败 {bad} 次；超过 {threshold} % 触发，低于 {clearsAt} % 恢复',
      remedy: '查看失败检查的报告', steps: ['每次失败的检查都保留了报告：打开最近一份，按其中的根因处理'],
    },
  },
  'watch/latency': {
    en: {
      title: '{subject} answers slowly', witness: '{bad} of {n} looks took longer than {slowerThan} ms ({value} %); below {clearsAt} % it is over',
      remedy: 'See which step takes the time', steps: ['Compare the steps of a slow look and a fast one: name, connection, TLS, first byte'],
    },
    'zh-CN': {
      title: '{subject} 响应缓慢', witness: '{n} 次检查中有 {bad} 次耗时超过 {slowerThan} 毫秒（{value} %）；低于 {clearsAt} % 恢复',
      remedy: '找出耗时的阶段', steps: ['对比慢检查与快检查的各个阶段：域名解析、建立连接、TLS、首字节'],
    },
  },
  'watch/certificate-days': {
    en: {
      title: 'The certificate of {subject} expires in {value} days', witness: 'It ends on {notAfter}; this rule warns below {threshold} days',
      remedy: 'Renew the certificate', steps: ['Run the renewal of whoever issued it and see why it did not run by itself', 'Reload the server so that it shows the new one'],
    },
    'zh-CN': {
      title: '{subject} 的证书将在 {value} 天后到期', witness: '到期时间 {notAfter}；该规则在不足 {threshold} 天时提醒',
      remedy: '续期证书', steps: ['执行签发方的续期流程，并查明为何没有自动续期', '重新加载服务器配置，使其使用新证书'],
    },
  },
  'watch/heartbeat': {
    en: {
      title: '{subject} was not heard of', witness: 'It was due every {interval} s; the last sign was {last}',
      remedy: 'See whether what sends it still runs', steps: ['Look at the job or the timer that calls the address of the heartbeat', 'If it ran, see whether it could reach this server'],
    },
    'zh-CN': {
      title: '未收到 {subject} 的心跳', witness: '应每 {interval} 秒一次；最近一次：{last}',
      remedy: '确认发送方是否仍在运行', steps: ['检查调用心跳地址的任务或定时器', '如果任务已执行，再确认它能否访问本服务器'],
    },
  },
};

/** A trouble that a rule found by counting. */
export function ruleTrouble(cause: RuleCause, about: { readonly subject: string; readonly label: string; readonly rule: string; readonly severity?: Severity; readonly numbers: Numbers; readonly params?: Params; readonly docs?: string }): Trouble {
  const { n, bad, value = 0, threshold = 0, clearsAt = 0 } = about.numbers;
  const params: Params = { subject: about.label, n, bad, value, threshold, clearsAt, ...about.params };
  const [en, chinese] = locales.map((locale): IncidentText => {
    const { title, witness, remedy, steps } = texts[cause][locale];
    const advice: Advice = { audience: 'operator', trial: 'not-tested', title: remedy, steps };
    return { title: fill(title, params, locale), witness: fill(witness, params, locale), remedies: [advice] };
  });
  const text = en ?? { title: cause, remedies: [] };
  return {
    key: `${cause}@${about.subject}`, cause, subject: about.subject, severity: about.severity ?? 'major', owner: 'service', rule: about.rule, numbers: about.numbers,
    text: { en: text, 'zh-CN': chinese ?? text },
  };
}

/** What hinders the watcher itself and no look finds out. */
type FaultKind = 'stalled' | 'no-egress' | 'clock-jump' | 'storage' | 'channel';

const faultTexts: { readonly [K in FaultKind]: Localized<string> } = {
  stalled: { en: 'The watcher stood still for {seconds} s: looks of that time say nothing', 'zh-CN': '监测进程停顿了 {seconds} 秒：该时段的检查不作判断' },
  'clock-jump': { en: 'The clock of this machine jumped by {seconds} s', 'zh-CN': '本机时钟跳变了 {seconds} 秒' },
  'no-egress': { en: 'Nothing can be reached from here: neither what is watched nor what is asked for comparison', 'zh-CN': '本机无法访问任何目标：监测目标和用于对比的站点都连不上' },
  storage: { en: 'History could not be stored ({trouble}); what was found in the meantime waited in memory', 'zh-CN': '历史数据无法写入（{trouble}）；期间的结果暂存在内存中' },
  channel: { en: 'The channel {name} does not deliver: {reason}', 'zh-CN': '通知渠道 {name} 无法送达：{reason}' },
};

/** What a {@link StoreTrouble} is, in words that stand in a sentence: "the disk is full". */
export const storeTroubleTexts: { readonly [T in StoreTrouble]: Localized<string> } = {
  full: { en: 'the disk is full', 'zh-CN': '磁盘已满' },
  'read-only': { en: 'the disk is read-only', 'zh-CN': '磁盘只读' },
  locked: { en: 'another program holds the database', 'zh-CN': '数据库被其他程序锁定' },
  unreadable: { en: 'the database can not be read or written', 'zh-CN': '数据库无法读写' },
  damaged: { en: 'the database is damaged', 'zh-CN': '数据库已损坏' },
};

/** The text of a fault, filled in. `words`: parameters that are another text in each language. */
export function faultText(kind: FaultKind, params: Params, words: { readonly [name: string]: Localized<string> } = {}): Localized<string> {
  const [en, chinese] = locales.map((locale) => fill(faultTexts[kind][locale], { ...params, ...Object.fromEntries(Object.entries(words).map(([name, text]) => [name, text[locale]])) }, locale));
  return { en: en ?? '', 'zh-CN': chinese ?? '' };
}
