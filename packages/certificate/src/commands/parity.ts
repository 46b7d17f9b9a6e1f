import { defineCommand, fill, neutralise, ToolError, type Command, type CommandContext, type Locale, type Localized } from '@culprit/core';
import { formatOption, textOption } from '@culprit/core/commands';
import { padEnd, widthOf } from '@culprit/core/reporters';
import { onlyPositional } from '../command-input.ts';
import type { ClientRun } from '../facts/client-run.ts';
import { clients, type ClientPolicies } from '../parity/clients.ts';
import { examineClients, type ComparedClient } from '../parity/examine-clients.ts';
import { paritySteps, type ParityStep } from '../parity/judge-client.ts';
import { reasonWords, remarkWords, stepWords, wayWords } from '../parity/words.ts';

/** Names that stand for a client of the table. */
const aliases: { readonly [name: string]: string } = { python: 'requests', 'node-fetch': 'node', chrome: 'browser', firefox: 'browser' };

/** `culprit parity`: why a request gets in with one client and not with another. */
export const parity: Command = defineCommand({
  name: 'parity',
  text: {
    en: { summary: 'Judge one request under the rules of curl, Python, Node, Go, Java and browsers, and say where they part', positionals: '<url|host>' },
    'zh-CN': { summary: '按 curl、Python、Node、Go、Java 和浏览器各自的规则判断同一请求，并指出从哪一步开始不同', positionals: '<网址|主机>' },
  },
  options: {
    as: { type: 'string', placeholder: 'clients', text: { en: 'Clients, separated by commas: curl, python, node, go, java, browser; default: all', 'zh-CN': '客户端，以逗号分隔：curl、python、node、go、java、browser；默认全部' } },
    confirm: { type: 'boolean', text: { en: 'Also run the clients that are installed, each once, and compare', 'zh-CN': '另外实际运行已安装的客户端各一次，并与判断对比' } },
    connectTo: { type: 'string', placeholder: 'host:port', text: { en: 'Connect here instead; the names that are sent stay', 'zh-CN': '改为连接此处；发送的名称不变' } },
    resolver: { type: 'string', placeholder: 'address', text: { en: 'Name server to ask instead of the system', 'zh-CN': '改为询问此域名服务器' } },
    verbose: { type: 'boolean', short: 'v', text: { en: 'Show every rule with the page that it rests on', 'zh-CN': '显示每条规则及其依据的网页' } },
    ...formatOption,
    timeout: { type: 'duration', default: 90_000, min: 100, max: 600_000, placeholder: 'time', text: { en: 'Deadline of the whole run', 'zh-CN': '整个运行的时限' } },
  },
  async run(context) {
    const { options, positionals, io, signal } = context;
    const url = urlOf(onlyPositional(positionals, 'parity <url|host> [--as curl,python,node,go,java,browser]'));
    const chosen = chosenClients(textOption(options, 'as'));
    const [connectTo, resolver, confirm] = [textOption(options, 'connectTo'), textOption(options, 'resolver'), options['confirm'] === true];
    if (confirm && (connectTo ?? resolver) !== undefined) throw usage('--confirm runs the clients as they are: they can\'t be given --connect-to or --resolver.', '--confirm 会按客户端自身的方式运行，无法使用 --connect-to 或 --resolver。');
    const route = { ...(connectTo === undefined ? {} : { connectTo }), ...(resolver === undefined ? {} : { resolver }) };
    const compared = await examineClients(url, chosen, { route, confirm, signal, timeoutMs: Number(options['timeout']) });
    io.stdout(options['format'] === 'json' ? `${JSON.stringify({ url: shown(url), clients: compared.map(documentOf) }, undefined, 2)}\n` : `${page(url, compared, context).map(neutralise).join('\n')}\n`);
    if (compared.some((one) => one.verdict.outcome === 'fails' || disagrees(one))) return 1;
    // A client that nobody asked for by name, and whose list is not on this machine, is not missed.
    const wanted = options['as'] !== undefined;
    return compared.some(({ verdict: { outcome, reason } }) => outcome === 'unknown' && (wanted || reason !== 'store-unknown')) ? 3 : 0;
  },
});

function chosenClients(named: string | undefined): readonly ClientPolicies[] {
  if (named === undefined) return clients;
  const wanted = named.split(',').map((name) => name.trim().toLowerCase()).filter((name) => name !== '').map((name) => aliases[name] ?? name);
  const unknown = wanted.find((name) => !clients.some(({ client }) => client === name));
  if (unknown !== undefined || wanted.length === 0) throw usage(`--as ${JSON.stringify(named.slice(0, 80))}: the clients are curl, python, node, go, java and browser, separated by commas.`, `--as ${JSON.stringify(named.slice(0, 80))}：可选客户端为 curl、python、node、go、java 和 browser，以逗号分隔。`);
  return clients.filter(({ client }) => wanted.includes(client));
}

/** A bare host is meant as https, as everywhere. A user name in the address would end up in argv and on the screen. */
function urlOf(text: string): string {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null || url.hostname === '' || url.username !== '' || url.password !== '') throw usage('Give a host or an http or https URL, without a user name: culprit parity https://host/path', '请给出主机名或 http、https 网址，且不含用户名：culprit parity https://主机/路径');
  url.hash = '';
  return url.href;
}

const usage = (en: string, zh: string): ToolError => new ToolError('USAGE_INVALID', { en, 'zh-CN': zh });

/** What follows the question mark may be a secret. */
const shown = (url: string): string => url.replace(/\?.*$/, '?…');

const disagrees = ({ verdict: { outcome }, ran }: ComparedClient): boolean =>
  (ran?.outcome === 'answered' && outcome === 'fails') || (outcome === 'works' && (ran?.outcome === 'failed' || ran?.outcome === 'timed-out'));

function documentOf({ policies: { client, name, ...rules }, way: { client: _client, source, ...way }, verdict, ran }: ComparedClient): object {
  return { client, name, verdict, ...(ran === undefined ? {} : { ran }), rules: { proxy: { ...way, source }, ...rules } };
}

/** The table, where the clients part, and the rules on which it rests. */
function page(url: string, compared: readonly ComparedClient[], { locale, options }: CommandContext): readonly string[] {
  const say = (text: Localized<string>, params = {}): string => fill(text[locale], params, locale);
  const [colon, comma] = locale === 'en' ? [': ', ', '] : ['：', '、'];
  const cells = compared.map(({ policies: { name }, way, verdict: { outcome, reason, params, remarks }, ran }) => [
    `${{ works: '✓', fails: '✗', unknown: '?' }[outcome]} ${name}`, say(wayWords(way)),
    [say(reasonWords[reason], params), ...remarks.map(({ remark, params: about }) => say(remarkWords[remark], about))].join(locale === 'en' ? '; ' : '；'),
    ...(ran === undefined ? [] : [runWords(ran, locale)]),
  ]);
  const widths = [0, 1].map((column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))));
  const table = cells.map(([name = '', way = '', why = '', ran]) => `${padEnd(name, widths[0] ?? 0)}  ${padEnd(way, widths[1] ?? 0)}  ${why}${ran === undefined ? '' : `  [${ran}]`}`);
  const parting = partingOf(compared);
  const failing = parting?.fails.map(({ policies: { name } }) => name).join(comma) ?? '';
  const others = parting?.others.map(({ policies: { name } }) => name).join(comma) ?? '';
  const why = parting === undefined
    ? [locale === 'en' ? 'They do not part: what is judged ends alike for all.' : '各客户端没有差别：能判定的结果都相同。']
    : [
      locale === 'en' ? `They part at ${say(stepWords[parting.step])}: it stops ${failing}, and not ${others}.` : `差别出现在${say(stepWords[parting.step])}：${failing} 到此为止，${others} 不受影响。`,
      ...[...parting.fails, ...parting.others].flatMap(({ policies }) => {
        const rule = ruleAt(parting.step, policies);
        return rule === undefined ? [] : [`  ${policies.name}${colon}${say(rule.text)} <${rule.source}>`];
      }),
    ];
  const rules = options['verbose'] !== true ? [] : ['', ...compared.flatMap(({ policies: { name, trust, names, families, redirects, oldestTls }, way }) => [
    `${name}${colon}`, ...[trust, names, families, redirects, oldestTls].map(({ text, source }) => `  ${say(text)} <${source}>`), `  ${say(wayWords(way))} <${way.source}>`,
  ])];
  const wrong = compared.filter(disagrees).map(({ policies: { name } }) => name).join(comma);
  return [
    shown(url), '', ...table, '', ...why, ...rules,
    ...(wrong === '' ? [] : [locale === 'en' ? `Run for real, ${wrong} did otherwise than judged: settings of its own, another version, or a rule that this table lacks.` : `实际运行时，${wrong} 的结果与判断不同：可能有自己的设置、版本不同，或此表缺少某条规则。`]),
  ];
}

/** The first step at which one client fails and another goes on. */
function partingOf(compared: readonly ComparedClient[]): { readonly step: ParityStep; readonly fails: readonly ComparedClient[]; readonly others: readonly ComparedClient[] } | undefined {
  for (const step of paritySteps) {
    const fails = compared.filter(({ verdict }) => verdict.outcome === 'fails' && verdict.step === step);
    const others = compared.filter(({ verdict }) => verdict.outcome === 'works' || (verdict.outcome === 'fails' && paritySteps.indexOf(verdict.step) > paritySteps.indexOf(step)));
    if (fails.length > 0 && others.length > 0) return { step, fails, others };
  }
  return undefined;
}

/** The rule that a step goes by, where clients have different ones. */
const ruleAt = (step: ParityStep, { trust, names, families, oldestTls }: ClientPolicies): { readonly text: Localized<string>; readonly source: string } | undefined =>
  ({ proxy: undefined, address: families, tls: oldestTls, name: names, trust, http: undefined })[step];

function runWords(ran: ClientRun, locale: Locale): string {
  switch (ran.outcome) {
    case 'answered': return locale === 'en' ? `run: ${ran.status}` : `实测：${ran.status}`;
    case 'failed': return locale === 'en' ? `run: failed, ${(ran.complaint || ran.code).slice(0, 120)}` : `实测：失败，${(ran.complaint || ran.code).slice(0, 120)}`;
    case 'timed-out': return locale === 'en' ? 'run: no end in time' : '实测：超时';
    default: return locale === 'en' ? 'not installed' : '未安装';
  }
}
