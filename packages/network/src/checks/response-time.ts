import { defineCheck, defineOptions, defineRemedy, optional, type Check, type Remedy, type Request } from '@culprit/core';
import { resolutionFor, wayOf } from '../connection/destination.ts';
import { httpExchange, type HttpExchange } from '../facts/http-exchange.ts';
import type { NameResolution } from '../facts/name-resolution.ts';
import { proxyTunnel, type ProxyTunnel } from '../facts/proxy-tunnel.ts';
import { tcpConnection, type TcpConnection } from '../facts/tcp-connection.ts';
import { tlsHandshake, type TlsHandshake } from '../facts/tls-handshake.ts';
import { httpResource, originOf } from '../targets/http-resource.ts';
import { exchangeInput } from './exchange-input.ts';

const options = defineOptions({
  slowMs: { type: 'duration', default: 1_800, min: 1, text: { en: 'From when on a phase counts as slow', 'zh-CN': '一个阶段从多长时间起算慢' } },
});

type Step = HttpExchange | NameResolution | TcpConnection | ProxyTunnel | TlsHandshake;
/** `exchange`, `resolution`, `connection`, `tunnel` and, over https, `handshake`. */
type Needs = { readonly [name: string]: Request<Step | undefined> };

/** For a way that is long or crowded: the service does not answer any faster than the path lets it. */
const shortenWay: Remedy = defineRemedy({
  id: 'network/shorten-way',
  audience: 'you',
  text: {
    en: { title: 'Take a shorter way', steps: ['Run the same command from another network and without a proxy (--proxy direct) and compare the phases: a proxy, a VPN or a far region of the service shows there.', 'Use the region or mirror of the service that is nearest.'] },
    'zh-CN': { title: '缩短访问路径', steps: ['换一个网络、并在不用代理时（--proxy direct）运行同一条命令，对比各阶段耗时：代理、VPN 或过远的服务区域会在其中显现。', '请使用离你最近的服务区域或镜像。'] },
  },
});

/** Where the time of a request goes: name, connection, proxy, TLS, first byte, body. It asks nothing of its own. */
export const responseTime: Check = defineCheck({
  id: 'network/response-time',
  layer: 'http',
  target: httpResource,
  depth: 'full',
  options,
  findings: {
    quick: { outcome: 'pass' },
    'not-measured': { outcome: 'not-applicable' },
    'busy-machine': { outcome: 'inconclusive', required: false },
    'slow-answer': { outcome: 'fail', severity: 'minor', owner: 'service' },
    'slow-way': { outcome: 'fail', severity: 'minor', owner: 'path', remedy: shortenWay },
  },
  text: {
    en: {
      title: 'Time of each phase',
      why: 'Which phase is slow says whom to turn to: the resolver, the path, the proxy, or the service.',
      findings: {
        quick: '{phases}',
        'not-measured': 'There was no answer to measure',
        'busy-machine': 'Not judged: of {ms} ms this program stood still for {stalledMs} ms, too busy to see an answer',
        'slow-answer': 'The service takes {ms} ms ({phase}): {phases}',
        'slow-way': 'The way takes {ms} ms ({phase}): {phases}',
      },
    },
    'zh-CN': {
      title: '各阶段耗时',
      why: '慢在哪个阶段，就知道该找谁：解析器、路径、代理还是服务。',
      findings: {
        quick: '各阶段：{phases}',
        'not-measured': '没有可供计时的响应',
        'busy-machine': '未判定：在 {ms} 毫秒中，本程序有 {stalledMs} 毫秒忙得停顿，看不到响应',
        'slow-answer': '服务耗时 {ms} 毫秒（{phase}）：{phases}',
        'slow-way': '路径耗时 {ms} 毫秒（{phase}）：{phases}',
      },
    },
  },
  needs: (target): Needs => {
    const { secure, host, port } = originOf(target.url);
    const way = { host, port, ...(target.route === undefined ? {} : { route: target.route }) };
    const spoken = secure ? way : { ...way, scheme: 'http' as const };
    return {
      exchange: httpExchange.of(exchangeInput(target)),
      resolution: optional(resolutionFor(spoken)), connection: optional(tcpConnection.of(wayOf(spoken))), tunnel: optional(proxyTunnel.of(spoken)),
      ...(secure ? { handshake: optional(tlsHandshake.of(way)) } : {}),
    };
  },
  evaluate: ({ facts, options: { slowMs }, conclude }) => {
    const { exchange } = facts;
    if (exchange === undefined || !('body' in exchange)) return conclude('not-measured');
    const { firstByteMs = exchange.tookMs, stalledMs = 0 } = exchange;
    const took = (name: string): number | undefined => {
      const step = facts[name];
      return step !== undefined && 'tookMs' in step ? step.tookMs : undefined;
    };
    const measured: readonly (readonly [phase: string, ms: number | undefined])[] = [
      ['dns', took('resolution')], ['connect', took('connection')], ['proxy', took('tunnel')], ['tls', took('handshake')],
      ['first byte', firstByteMs], ['body', Math.max(0, exchange.tookMs - firstByteMs)],
    ];
    const known = measured.flatMap(([phase, ms]) => (ms === undefined ? [] : [[phase, Math.round(ms)] as const]));
    const phases = known.map(([phase, ms]) => `${phase} ${ms} ms`).join(' · ');
    // A slow name has a check of its own.
    const [phase, ms] = known.filter(([name]) => name !== 'dns').reduce((slowest, one) => (one[1] > slowest[1] ? one : slowest));
    if (ms < slowMs) return conclude('quick', { phases });
    if (phase !== 'first byte' && phase !== 'body') return conclude('slow-way', { phases, phase, ms });
    return ms - stalledMs < slowMs ? conclude('busy-machine', { ms, stalledMs }) : conclude('slow-answer', { phases, phase, ms });
  },
});
