import type { Locale } from '@culprit/core';
import type { Situation } from './scenario.ts';

/** The command line for a situation, as a person would type it, and what no command line can say. */
export interface TypedCommand {
  readonly command: string;
  /** One short sentence each. */
  readonly remarks: readonly string[];
}

/** How to meet a situation with the command line of Culprit while its servers stand. */
export function typedCommand({ target, given = {}, controls = {}, env = {}, clockOffsetMs = 0, timeoutMs, entry }: Situation, locale: Locale): TypedCommand {
  const { route = {}, headers = {}, method, expectStatus } = given;
  const { resolver, connectTo, proxy, ca, clientCertificate, family } = route;
  const flags: readonly (readonly [flag: string, value: string | undefined])[] = [
    ['--resolver', resolver], ['--connect-to', connectTo], ['--proxy', proxy], ['--ca', ca],
    ['--cert', clientCertificate?.certificate], ['--key', clientCertificate?.key],
    ['--method', method], ['--expect-status', expectStatus?.join(',')],
    ['--timeout', timeoutMs === undefined ? undefined : `${timeoutMs}ms`],
  ];
  const english = locale === 'en';
  const names = Object.keys(headers);
  const { resolvers = [], timeSources = [], sni = [], portals = [], egress = [] } = controls;
  const listed = (words: readonly string[]): string => words.join(english ? ', ' : '、');
  return {
    command: [
      ...Object.entries(env).map(([name, value]) => `${name}=${quoted(withoutPassword(value))}`),
      'culprit', quoted(target),
      ...flags.flatMap(([flag, value]) => (value === undefined ? [] : [flag, quoted(value)])),
    ].join(' '),
    remarks: [
      ...(entry === undefined ? [] : [english ? 'with the target of a config file' : '目标写在配置文件中']),
      ...(clockOffsetMs === 0 ? [] : [clockRemark(clockOffsetMs, english)]),
      ...(family === undefined ? [] : [english ? `over IPv${family} only` : `仅使用 IPv${family}`]),
      ...(names.length === 0 ? [] : [english ? `with the header fields ${listed(names)}` : `携带请求头 ${listed(names)}`]),
      ...(resolvers.length === 0 ? [] : [english ? `other resolvers to compare with: ${listed(resolvers)}` : `用于对照的解析服务器：${listed(resolvers)}`]),
      ...(timeSources.length === 0 ? [] : [english ? `time sources to compare with: ${listed(timeSources)}` : `用于对照的时间源：${listed(timeSources)}`]),
      ...(portals.length === 0 ? [] : [english ? `addresses whose answer is known: ${listed(portals)}` : `应答内容已知的地址：${listed(portals)}`]),
      ...(egress.length === 0 ? [] : [english ? `services that tell the client's address: ${listed(egress)}` : `返回客户端出口地址的服务：${listed(egress)}`]),
      ...(sni.length === 0 ? [] : [english ? `another server name to try: ${listed(sni)}` : `另作尝试的服务器名称：${listed(sni)}`]),
    ],
  };
}

function clockRemark(offsetMs: number, english: boolean): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  const days = Math.round(minutes / 1_440);
  const span = days > 0 ? (english ? `${days} days` : `${days} 天`) : english ? `${minutes} minutes` : `${minutes} 分钟`;
  if (english) return `on a machine whose clock is ${span} ${offsetMs > 0 ? 'ahead' : 'behind'}`;
  return `本机时钟${offsetMs > 0 ? '快' : '慢'}了 ${span}`;
}

/** As a POSIX shell wants it. */
const quoted = (word: string): string => (/^[\w@%+=:,./[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

const withoutPassword = (value: string): string => value.replace(/:\/\/[^/@]*@/, '://…@');
