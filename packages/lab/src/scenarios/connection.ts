import { createServer } from 'node:http';
import { startBrokenTls } from '../broken-tls.ts';
import { startDnsServer } from '../dns-server.ts';
import { httpHandler } from '../http-handler.ts';
import { startHttpServer } from '../http-server.ts';
import { listenOnLoopback } from '../loopback-server.ts';
import type { ListedScenario } from '../scenario.ts';
import { startTcpServer, type TcpBehaviour } from '../tcp-server.ts';
import { filteredPort, refusedPort } from '../unreachable-port.ts';
import { type Arrangement, situated, type Workbench } from '../workbench.ts';
import { at, healthyHttps, listOfModels, shop, within } from './services.ts';

const plainTcp = (scheme: string, behaviour: TcpBehaviour, timeoutMs?: number) => situated(async (bench) => ({
  target: `${scheme}${at(await bench.keep(startTcpServer({ behaviour })))}`, ...within(timeoutMs),
}));

const healthyHttp = situated(async (bench) => ({ target: (await bench.keep(startHttpServer({ fallback: listOfModels }))).url }));

/** A name with these addresses, and a web server at `127.0.0.1`. */
async function addressed(bench: Workbench, addresses: { readonly a?: readonly string[]; readonly aaaa?: readonly string[] }, family?: 4 | 6): Promise<Arrangement> {
  const service = await bench.keep(startHttpServer({ fallback: listOfModels }));
  const dns = await bench.keep(startDnsServer({ answers: { [shop]: addresses } }));
  return { target: `http://${shop}:${service.port}/`, given: { route: { resolver: at(dns), ...(family === undefined ? {} : { family }) } } };
}

/** The service is silent over IPv6; beside it stands another host with both families, whose IPv6 works or does not. */
async function withReference(bench: Workbench, referenceHasIpv6: boolean): Promise<Arrangement> {
  const web = (): ReturnType<typeof createServer> => createServer(httpHandler({ fallback: listOfModels }));
  const service = await bench.keep(listenOnLoopback(web()));
  const other = await bench.keep(listenOnLoopback(web()));
  if (referenceHasIpv6) await bench.keep(listenOnLoopback(web(), '::1', other.port));
  const both = { a: ['127.0.0.1'], aaaa: ['::1'] };
  const dns = await bench.keep(startDnsServer({ answers: { [shop]: both, 'www.reference.example': both } }));
  return { target: `http://${shop}:${service.port}/`, given: { route: { resolver: at(dns) } }, controls: { timeSources: [`http://www.reference.example:${other.port}`] } };
}

/** Addresses, ports and what TCP says to them. */
export const connection: readonly ListedScenario[] = [
  {
    id: 'port-refuses', layer: 'connection', rows: ['A3', 'N1'], cause: 'network/connection-refused',
    text: { en: 'Nothing listens on the port', 'zh-CN': '端口上没有任何服务在监听' },
    start: situated(async (bench) => ({ target: `http://${at(await bench.keep(refusedPort()))}/` })),
    nearMiss: { text: { en: 'A web server listens there', 'zh-CN': '端口上有网页服务器在监听' }, start: healthyHttp },
  },
  {
    id: 'every-address-refuses', layer: 'connection', rows: ['A2', 'A3'], cause: 'network/connection-refused',
    text: { en: 'The name has two addresses, and both refuse', 'zh-CN': '域名有两个地址，两个都拒绝连接' },
    start: situated((bench) => addressed(bench, { a: ['127.0.0.2', '127.0.0.3'] })),
    nearMiss: { text: { en: 'One of the two answers', 'zh-CN': '两个地址中有一个可用' }, start: situated((bench) => addressed(bench, { a: ['127.0.0.2', '127.0.0.1'] })) },
  },
  {
    id: 'port-is-filtered', layer: 'connection', rows: ['A3'], cause: 'network/connection-timed-out',
    text: { en: 'A firewall drops every packet to the port', 'zh-CN': '防火墙丢弃了发往该端口的所有数据包' },
    start: situated(async (bench) => ({ target: `https://${at(await bench.keep(filteredPort()))}/`, timeoutMs: 3_000 })),
    nearMiss: {
      text: { en: 'The port refuses instead of dropping', 'zh-CN': '端口是拒绝连接，而不是丢包' }, cause: 'network/connection-refused',
      start: situated(async (bench) => ({ target: `https://${at(await bench.keep(refusedPort()))}/` })),
    },
  },
  {
    id: 'address-is-unreachable', layer: 'connection', rows: ['A3'], cause: 'network/host-unreachable',
    // TCP has no broadcast: the system itself answers ENETUNREACH, and no packet leaves.
    text: { en: 'The name leads to an address to which there is no way', 'zh-CN': '域名指向了一个没有路由可达的地址' },
    start: situated((bench) => addressed(bench, { a: ['255.255.255.255'] })),
    nearMiss: { text: { en: 'It leads to this machine', 'zh-CN': '域名指向本机' }, start: situated((bench) => addressed(bench, { a: ['127.0.0.1'] })) },
  },
  {
    id: 'ipv6-is-broken', layer: 'connection', rows: ['A3', 'N2'], cause: 'network/ipv6-broken',
    text: { en: 'The IPv6 address of the name refuses, the IPv4 address answers', 'zh-CN': '域名的 IPv6 地址拒绝连接，IPv4 地址可用' },
    start: situated((bench) => addressed(bench, { a: ['127.0.0.1'], aaaa: ['::1'] })),
    nearMiss: {
      text: { en: 'Both addresses answer', 'zh-CN': '两个地址都可用' },
      start: situated(async (bench) => {
        const arrangement = await addressed(bench, { a: ['127.0.0.1'], aaaa: ['::1'] });
        await bench.keep(listenOnLoopback(createServer(httpHandler({ fallback: listOfModels })), '::1', Number(new URL(arrangement.target).port)));
        return arrangement;
      }),
    },
  },
  {
    id: 'only-broken-ipv6-is-used', layer: 'connection', rows: ['A3', 'N2'], cause: 'network/ipv6-broken',
    text: { en: 'Only IPv6 may be used, and only IPv4 answers', 'zh-CN': '限定只用 IPv6，而只有 IPv4 可用' },
    start: situated((bench) => addressed(bench, { a: ['127.0.0.1'], aaaa: ['::1'] }, 6)),
    nearMiss: { text: { en: 'Only IPv4 may be used', 'zh-CN': '限定只用 IPv4' }, start: situated((bench) => addressed(bench, { a: ['127.0.0.1'], aaaa: ['::1'] }, 4)) },
  },
  {
    id: 'ipv6-leads-nowhere', layer: 'connection', rows: ['A3', 'N2'], cause: 'network/ipv6-network-broken',
    text: { en: 'Neither the service nor another host can be reached over IPv6', 'zh-CN': '走 IPv6 既连不上该服务，也连不上其他主机' },
    start: situated((bench) => withReference(bench, false)),
    nearMiss: { text: { en: 'The other host can', 'zh-CN': '走 IPv6 能连上其他主机' }, cause: 'network/ipv6-broken', start: situated((bench) => withReference(bench, true)) },
  },
  {
    id: 'one-address-is-dead', layer: 'connection', rows: ['A2', 'A3'], cause: 'network/dead-address',
    text: { en: 'One of the two addresses of the name refuses, seen in depth full', 'zh-CN': '域名的两个地址中有一个拒绝连接（完整检查时可见）' },
    start: situated(async (bench) => ({ ...await addressed(bench, { a: ['127.0.0.1', '127.0.0.2'], aaaa: [] }), depth: 'full' as const })),
    nearMiss: { text: { en: 'The name has the living address alone', 'zh-CN': '域名只有那个可用的地址' }, start: situated(async (bench) => ({ ...await addressed(bench, { a: ['127.0.0.1'] }), depth: 'full' as const })) },
  },
  {
    id: 'peer-hangs-up-at-once', layer: 'tls', rows: ['A3'], cause: 'network/tls-closed',
    text: { en: 'The server accepts the connection and hangs up at once', 'zh-CN': '服务器接受连接后立即挂断' },
    start: plainTcp('https://', 'accept-then-close'),
    nearMiss: { text: { en: 'The same port, asked for TCP alone', 'zh-CN': '同样的端口，但只要求 TCP' }, start: plainTcp('tcp://', 'accept-then-close') },
  },
  {
    id: 'connection-is-reset', layer: 'http', rows: ['A3'], cause: 'network/connection-reset',
    text: { en: 'The connection is reset as soon as it stands', 'zh-CN': '连接刚一建立就被重置' },
    start: plainTcp('http://', 'reset'),
    nearMiss: {
      text: { en: 'The server closes it properly, without an answer', 'zh-CN': '服务器正常关闭连接，但没有应答' }, cause: 'network/empty-reply',
      start: plainTcp('http://', { closeAfterBytes: 1 }),
    },
  },
  {
    id: 'peer-never-speaks', layer: 'http', rows: ['A3'], cause: 'network/http-silence',
    text: { en: 'The server accepts the connection and never says anything', 'zh-CN': '服务器接受连接后一言不发' },
    start: plainTcp('http://', 'never-answer', 3_000),
    nearMiss: { text: { en: 'The same port, given as host:port', 'zh-CN': '同样的端口，但以 主机:端口 的形式给出' }, start: plainTcp('', 'never-answer', 3_000) },
  },
  {
    id: 'connection-ends-in-the-handshake', layer: 'tls', rows: ['A3'], cause: 'network/tls-silence',
    text: { en: 'The connection stands, but the handshake never gets an answer', 'zh-CN': '连接已建立，但握手始终得不到回应' },
    start: situated(async (bench) => ({ target: `https://${at(await bench.keep(startBrokenTls({ fault: 'hang' })))}/`, timeoutMs: 3_000 })),
    nearMiss: { text: { en: 'The handshake is answered', 'zh-CN': '握手得到了回应' }, start: situated(healthyHttps) },
  },
];
