import { createServer } from 'node:http';
import { createAuthority } from '../certificate-authority.ts';
import { startDnsServer } from '../dns-server.ts';
import { httpHandler } from '../http-handler.ts';
import { startHttpServer } from '../http-server.ts';
import { listenOnLoopback } from '../loopback-server.ts';
import type { ListedHealthyScenario } from '../scenario.ts';
import { startTcpServer } from '../tcp-server.ts';
import { situated } from '../workbench.ts';
import { at, healthyHttps, issueChain, listOfModels, overHttp, overHttps, shop, soundService } from './services.ts';

/** What is unusual, and sound all the same: whoever blames anything here is wrong. */
export const healthy: readonly ListedHealthyScenario[] = [
  {
    id: 'sound-service', layer: 'service', rows: ['N1'],
    text: { en: 'A sound HTTPS service', 'zh-CN': '一切正常的 HTTPS 服务' },
    start: situated(healthyHttps),
  },
  {
    id: 'sound-service-by-name', layer: 'service', rows: ['A2'],
    text: { en: 'A sound HTTPS service whose name is resolved', 'zh-CN': '经域名解析访问的正常 HTTPS 服务' },
    start: situated(async (bench) => {
      const { server, chain } = await soundService(bench);
      const dns = await bench.keep(startDnsServer({ answers: { [shop]: { a: ['127.0.0.1'], cname: 'edge.cdn.example' }, 'edge.cdn.example': { a: ['127.0.0.1'] } } }));
      return { target: `https://${shop}:${server.port}/v1/models`, given: { route: { resolver: at(dns), ca: await bench.file('lab-root.pem', chain.root.certificate) } } };
    }),
  },
  {
    id: 'ipv6-literal', layer: 'connection', rows: ['A3'],
    text: { en: 'A service at an IPv6 address', 'zh-CN': '位于 IPv6 地址的服务' },
    start: situated(async (bench) => ({ target: `http://${at(await bench.keep(listenOnLoopback(createServer(httpHandler({ fallback: listOfModels })), '::1')))}/` })),
  },
  {
    id: 'address-literal-without-resolver', layer: 'name', rows: ['A2'],
    text: { en: 'A service at an address, and a resolver that is dead', 'zh-CN': '以地址访问服务，此时解析服务器不可用' },
    start: situated(async (bench) => ({
      target: (await bench.keep(startHttpServer({ fallback: listOfModels }))).url, given: { route: { resolver: '127.0.0.1:1' } },
    })),
  },
  {
    id: 'plain-tcp-service', layer: 'connection', rows: ['A3'],
    text: { en: 'A TCP service that waits for the client', 'zh-CN': '等待客户端先开口的 TCP 服务' },
    start: situated(async (bench) => ({ target: `tcp://${at(await bench.keep(startTcpServer({ behaviour: 'never-answer' })))}` })),
  },
  {
    id: 'echo-service', layer: 'tls', rows: ['A3'],
    text: { en: 'A TCP service that echoes what it is sent, given as host:port', 'zh-CN': '原样返回所收内容的 TCP 服务，以 主机:端口 的形式给出' },
    start: situated(async (bench) => ({ target: at(await bench.keep(startTcpServer({ behaviour: 'echo' }))) })),
  },
  {
    id: 'other-names-on-one-server', layer: 'tls', rows: ['N6'],
    text: { en: 'A server with another certificate for those who send no name', 'zh-CN': '对未发送名称的客户端出示另一张证书的服务器' },
    start: situated(async (bench) => {
      const chain = await issueChain();
      const fallback = await chain.intermediate.issue({ names: ['default.shop.example'] });
      const { server } = await soundService(bench, { ...fallback, sni: { [shop]: { chain: chain.leaf.chain, key: chain.leaf.key } } });
      return overHttps(bench, server, chain.root.certificate);
    }),
  },
  {
    id: 'longer-chain-than-needed', layer: 'identity', rows: ['A6'],
    text: { en: 'A chain with the root and a certificate that has nothing to do with it', 'zh-CN': '证书链中带有根证书和一张无关的证书' },
    start: situated(async (bench) => {
      const [unrelated, chain] = await Promise.all([createAuthority({ name: 'Lab Root X9' }), issueChain()]);
      const { server } = await soundService(bench, { chain: [...chain.leaf.chain, unrelated.certificate, chain.root.certificate], key: chain.leaf.key });
      return overHttps(bench, server, chain.root.certificate);
    }),
  },
  {
    id: 'answer-in-pieces', layer: 'http', rows: ['A12'],
    text: { en: 'A compressed answer after a redirect', 'zh-CN': '重定向之后的压缩响应' },
    start: situated((bench) => overHttp(bench, { inOrder: [{ redirect: '/v2/models', code: 307 }, { body: { json: { object: 'list' } }, gzip: true }] })),
  },
];
