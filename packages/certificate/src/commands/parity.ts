import { ask, createMemory, defineCommand, misuse, type Command } from '@culprit/core';
import { formatOption, textOption } from '@culprit/core/commands';
import { withRoute } from '@culprit/network';
import { onlyPositional } from '../command-input.ts';
import { chosenClients } from '../parity/chosen-clients.ts';
import { clients } from '../parity/clients.ts';
import { examineClients, type ComparedClient } from '../parity/examine-clients.ts';
import { disagrees, parityPage, shown } from '../parity/page.ts';

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
    const { options, positionals, io, signal, locale } = context;
    const url = urlOf(onlyPositional(positionals, 'parity <url|host> [--as curl,python,node,go,java,browser]'));
    const as = textOption(options, 'as');
    const chosen = as === undefined ? clients : chosenClients(as);
    const [connectTo, resolver, confirm] = [textOption(options, 'connectTo'), textOption(options, 'resolver'), options['confirm'] === true];
    if (confirm && (connectTo ?? resolver) !== undefined) throw misuse('--confirm runs the clients as they are: they can\'t be given --connect-to or --resolver.', '--confirm 会按客户端自身的方式运行，无法使用 --connect-to 或 --resolver。');
    const route = { ...(connectTo === undefined ? {} : { connectTo }), ...(resolver === undefined ? {} : { resolver }) };
    const settings = { signal, timeoutMs: Number(options['timeout']), memory: createMemory() };
    const compared = await examineClients(withRoute({ url }, route), chosen, (requests) => ask(requests, settings), confirm);
    io.stdout(options['format'] === 'json' ? `${JSON.stringify({ url: shown(url), clients: compared.map(documentOf) }, undefined, 2)}\n` : parityPage(url, compared, locale, options['verbose'] === true));
    if (compared.some((one) => one.verdict.outcome === 'fails' || disagrees(one))) return 1;
    // A client that nobody asked for by name, and whose list is not on this machine, is not missed.
    const wanted = as !== undefined;
    return compared.some(({ verdict: { outcome, reason } }) => outcome === 'unknown' && (wanted || reason !== 'store-unknown')) ? 3 : 0;
  },
});

/** A bare host is meant as https, as everywhere. A user name in the address would end up in argv and on the screen. */
function urlOf(text: string): string {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null || url.hostname === '' || url.username !== '' || url.password !== '') throw misuse('Give a host or an http or https URL, without a user name: culprit parity https://host/path', '请给出主机名或 http、https 网址，且不含用户名：culprit parity https://主机/路径');
  url.hash = '';
  return url.href;
}

function documentOf({ policies: { client, name, ...rules }, way: { client: _client, source, ...way }, verdict, ran }: ComparedClient): object {
  return { client, name, verdict, ...(ran === undefined ? {} : { ran }), rules: { proxy: { ...way, source }, ...rules } };
}
