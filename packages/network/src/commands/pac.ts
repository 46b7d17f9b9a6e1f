import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ask, defineCommand, fill, neutralise, readTarget, ToolError, type AskOptions, type Command, type Locale, type Localized, type Target } from '@culprit/core';
import { conduct, depthOptions, reportOptions } from '@culprit/core/examination';
import { pacAnswer, type PacAnswer } from '../facts/pac-answer.ts';
import { proxyTunnel } from '../facts/proxy-tunnel.ts';
import type { PacStep } from '../proxy/pac-result.ts';
import { hostPort } from '../targets/host-name.ts';
import { originOf } from '../targets/http-resource.ts';

const words = {
  unreachable: { en: 'The PAC file can\'t be read: {code}', 'zh-CN': '无法读取 PAC 文件：{code}' },
  broken: { en: 'The PAC file can\'t be evaluated: {code}', 'zh-CN': 'PAC 文件无法执行：{code}' },
  endless: { en: 'The PAC file comes to no end', 'zh-CN': 'PAC 文件执行不结束' },
  nothing: { en: 'The PAC file names no way to {host}', 'zh-CN': 'PAC 文件没有给出访问 {host} 的方式' },
  way: { en: 'The PAC file sends {host} by: {steps}', 'zh-CN': 'PAC 文件指定访问 {host} 的方式：{steps}' },
  passed: { en: 'Examined: {way}. What stands before it opens no way', 'zh-CN': '按此方式检查：{way}。排在它前面的方式都走不通' },
} as const satisfies { readonly [name: string]: Localized<string> };

/** `culprit pac`: what a PAC file says about a target, and the usual examination on that way. */
export const pac: Command = defineCommand({
  name: 'pac',
  text: {
    en: { summary: 'Examine a target by the way that a PAC file chooses for it', positionals: '<file|url> <target>' },
    'zh-CN': { summary: '按 PAC 文件为目标选择的方式进行检查', positionals: '<文件|网址> <目标>' },
  },
  options: {
    ca: { type: 'string', placeholder: 'file', text: { en: 'PEM file of certificate authorities to trust as well', 'zh-CN': '额外信任的 CA 证书（PEM 文件）' } },
    ...depthOptions, ...reportOptions,
  },
  async run(context) {
    const { positionals: [file, text, ...more], options, plugins, signal, io, locale } = context;
    if (file === undefined || text === undefined || more.length > 0) throw new ToolError('USAGE_INVALID', { en: 'Give the PAC file or its URL, and one target: culprit pac ./proxy.pac https://example.com/', 'zh-CN': '请给出 PAC 文件或其网址，以及一个目标：culprit pac ./proxy.pac https://example.com/' });
    const given = typeof options['ca'] === 'string' ? { ca: options['ca'] } : {};
    const place = placeOf(await readTarget(text, plugins, { route: given }));
    const settings = { signal, offline: options['offline'] === true, timeoutMs: Number(options['timeout']) };
    const tell = (template: Localized<string>, params = {}): void => io.stderr(`${neutralise(fill(template[locale], params, locale))}\n`);
    const { values: { answer } } = await ask({ answer: pacAnswer.of({ pac: addressOf(file), url: place.url }) }, settings);
    if (answer?.outcome !== 'answered') {
      tell(words[answer?.outcome ?? 'unreachable'], { code: codeOf(answer) });
      return 1;
    }
    const known = answer.steps.filter((step) => step.way !== 'unknown');
    const [first] = known;
    if (first === undefined) {
      tell(words.nothing, { host: place.host });
      return 1;
    }
    tell(words.way, { host: place.host, steps: known.map((step) => shown(step, locale)).join(locale === 'en' ? ', ' : '、') });
    const chosen = await firstOpen(known, place, settings) ?? first;
    if (chosen !== first) tell(words.passed, { way: shown(chosen, locale) });
    return conduct(context, [text], { route: { ...given, proxy: proxyOf(chosen) } });
  },
});

type Place = { readonly host: string; readonly port: number; readonly url: string };
type KnownStep = Exclude<PacStep, { readonly way: 'unknown' }>;

const proxyOf = (step: KnownStep): string => (step.way === 'direct' ? 'direct' : step.proxy);
const shown = (step: KnownStep, locale: Locale): string => (step.way === 'proxy' ? step.proxy : locale === 'en' ? 'directly' : '直连');
const codeOf = (answer: PacAnswer | undefined): string => (answer === undefined ? 'NOT_SEEN' : 'code' in answer ? answer.code : 'message' in answer ? answer.message : '');

/** A URL, or a file of this machine. */
const addressOf = (text: string): string => (/^(?:https?|file):\/\//i.test(text) ? text : pathToFileURL(resolve(text)).href);

/** What the file is asked about: a browser knows URLs alone. */
function placeOf({ data, label }: Target): Place {
  const { url, host, port } = data;
  if (typeof url === 'string') return { ...originOf(url), url };
  if (typeof host !== 'string') throw new ToolError('TARGET_INVALID', { en: `${label} has no host that a PAC file could be asked about.`, 'zh-CN': `${label} 没有可供 PAC 文件判断的主机。` });
  const at = typeof port === 'number' ? port : 443;
  return { host, port: at, url: `${at === 80 ? 'http' : 'https'}://${hostPort(host, at)}/` };
}

/** As a browser does: the next where one opens no way. */
async function firstOpen(steps: readonly KnownStep[], { host, port, url }: Place, settings: AskOptions): Promise<KnownStep | undefined> {
  const plain = url.startsWith('http:') ? { scheme: 'http' } as const : {};
  for (const step of steps) {
    const { values: { tunnel } } = await ask({ tunnel: proxyTunnel.of({ host, port, ...plain, route: { proxy: proxyOf(step) } }) }, settings);
    if (tunnel?.outcome === 'open' || tunnel?.outcome === 'direct') return step;
  }
  return undefined;
}
