import type { Confidence } from '../cause.ts';
import type { Layer, Owner } from '../layer.ts';
import type { Evidence, TriedRemedy } from '../report.ts';
import type { Locale, Localized } from '../text.ts';

type Failed = Extract<Evidence, { readonly status: 'failed' }>['reason'];
type Withheld = Extract<Evidence, { readonly status: 'withheld' }>['reason'];

/** The fixed words around a report's own texts. */
export interface Words {
  readonly layers: { readonly [L in Layer]: string };
  readonly owners: { readonly [O in Owner]: string };
  readonly audiences: { readonly [A in TriedRemedy['audience']]: string };
  readonly trials: { readonly [T in TriedRemedy['trial']]: string };
  readonly confidence: { readonly [C in Confidence]: string };
  readonly failed: { readonly [F in Failed]: string };
  readonly withheld: { readonly [W in Withheld]: string };
  /** Members of `report.context` that are shown by a name other than their own. */
  readonly context: { readonly [member: string]: string };
  readonly labels: {
    readonly cause: string; readonly fault: string; readonly why: string; readonly not: string; readonly open: string; readonly fix: string;
    readonly also: string; readonly hits: string; readonly warning: string; readonly unseen: string; readonly note: string; readonly bug: string;
    readonly findings: string; readonly evidence: string;
  };
  readonly from: string;
  /** What stands for a proxy where there is none. */
  readonly direct: string;
  readonly notReached: string;
  readonly healthy: string;
  readonly undecided: string;
  readonly noVerdict: string;
  readonly noCauseYet: string;
  readonly noFix: string;
  readonly interrupted: string;
  readonly quick: string;
  readonly quickShort: string;
  readonly colon: string;
  readonly stop: string;
  readonly comma: string;
  owner(owner: string): string;
  seenIn(witness: string): string;
  more(count: number): string;
  targets(count: number): string;
  causes(count: number): string;
  warnings(count: number): string;
  unanswered(count: number): string;
  unhealthy(count: number, of: number): string;
  blockedBy(evidence: string): string;
  late(facts: string): string;
  crashed(facts: string): string;
}

const plural = (count: number, one: string, other: string): string => `${count} ${count === 1 ? one : other}`;

const en: Words = {
  layers: {
    machine: 'machine', name: 'name', connection: 'connection', proxy: 'proxy', tls: 'tls', identity: 'certificate', http: 'http', account: 'account', service: 'service',
  },
  owners: { machine: 'this machine', network: 'the network it is in', path: 'the path between', service: 'the service', account: 'the account' },
  audiences: { you: 'you', operator: 'operator' },
  trials: { works: 'tested', 'does-not-help': 'tested: does not help', 'not-tested': 'untested' },
  confidence: { certain: 'certain', likely: 'likely' },
  failed: { deadline: 'cut off at the deadline', aborted: 'cut off by the interruption', crashed: 'a bug in Culprit' },
  withheld: { offline: 'offline', 'not-allowed': 'not allowed by the config' },
  context: { proxy: 'proxy', container: 'container', resolver: 'resolver', network: 'network', ci: 'CI', trust: 'trust by', time: 'time zone' },
  labels: {
    cause: 'CAUSE', fault: 'FAULT', why: 'WHY', not: 'NOT', open: 'OPEN', fix: 'FIX', also: 'ALSO', hits: 'HITS', warning: 'NOTICE', unseen: 'UNSEEN', note: 'NOTE',
    bug: 'BUG', findings: 'FINDINGS', evidence: 'EVIDENCE',
  },
  from: 'from',
  direct: 'no proxy',
  notReached: 'not reached',
  healthy: 'healthy',
  undecided: 'undecided',
  noVerdict: 'nothing was judged',
  noCauseYet: 'no cause established',
  noFix: 'no remedy is known',
  interrupted: 'Interrupted: what was not asked by then is missing.',
  quick: 'Quick look: one address, one connection, nothing fetched beyond what the failure asked for. Depth full also looks at every address, other resolvers and every trust store.',
  quickShort: 'quick look',
  colon: ': ',
  stop: '. ',
  comma: ', ',
  owner: (owner) => `owner: ${owner}`,
  seenIn: (witness) => `seen in ${witness}`,
  more: (count) => `and ${count} more`,
  targets: (count) => plural(count, 'target', 'targets'),
  causes: (count) => plural(count, 'cause', 'causes'),
  warnings: (count) => plural(count, 'notice', 'notices'),
  unanswered: (count) => plural(count, 'question unanswered', 'questions unanswered'),
  unhealthy: (count, of) => `${count} of ${of} targets not healthy`,
  blockedBy: (evidence) => `could not be asked because of ${evidence}`,
  late: (facts) => `Cut off at the deadline: ${facts}.`,
  crashed: (facts) => `Not answered because of a bug in Culprit: ${facts}.`,
};

const zhCN: Words = {
  layers: {
    machine: '本机', name: '域名', connection: '连接', proxy: '代理', tls: 'TLS', identity: '证书', http: 'HTTP', account: '账号', service: '服务',
  },
  owners: { machine: '本机', network: '本机所在网络', path: '中间链路', service: '服务方', account: '账号' },
  audiences: { you: '你', operator: '服务方' },
  trials: { works: '已验证有效', 'does-not-help': '已验证无效', 'not-tested': '未验证' },
  confidence: { certain: '确定', likely: '很可能' },
  failed: { deadline: '到时限被中止', aborted: '随检查中断而中止', crashed: 'Culprit 自身缺陷' },
  withheld: { offline: '离线模式', 'not-allowed': '配置不允许' },
  context: { platform: '系统', runtime: '运行时', proxy: '代理', container: '容器', resolver: '解析器', network: '网络', ci: 'CI', user: '用户', hostname: '主机', trust: '信任设置', time: '时区' },
  labels: {
    cause: '原因', fault: '故障', why: '依据', not: '已排除', open: '未定', fix: '处理', also: '另有', hits: '影响', warning: '提醒', unseen: '未查', note: '说明', bug: '缺陷',
    findings: '结论', evidence: '证据',
  },
  from: '来自',
  direct: '直连',
  notReached: '未到达',
  healthy: '正常',
  undecided: '无法判定',
  noVerdict: '没有得出任何结论',
  noCauseYet: '原因尚未确定',
  noFix: '暂无已知的处理办法',
  interrupted: '检查被中断，此前未问到的内容不在报告中。',
  quick: '快速检查：只看一个地址、一次连接，除故障所需外不再取证。深度 full 还会检查每个地址、其他解析器和每个信任库。',
  quickShort: '快速检查',
  colon: '：',
  stop: '。',
  comma: '、',
  owner: (owner) => `责任方：${owner}`,
  seenIn: (witness) => `见 ${witness}`,
  more: (count) => `等另外 ${count} 项`,
  targets: (count) => `${count} 个目标`,
  causes: (count) => `${count} 个原因`,
  warnings: (count) => `${count} 条提醒`,
  unanswered: (count) => `${count} 个问题没有答案`,
  unhealthy: (count, of) => `${of} 个目标中有 ${count} 个不正常`,
  blockedBy: (evidence) => `因 ${evidence} 而无法取得`,
  late: (facts) => `到时限仍无结果：${facts}。`,
  crashed: (facts) => `因 Culprit 自身缺陷未能得出：${facts}。`,
};

const all: Localized<Words> = { en, 'zh-CN': zhCN };

export function wordsOf(locale: Locale): Words {
  return all[locale];
}
