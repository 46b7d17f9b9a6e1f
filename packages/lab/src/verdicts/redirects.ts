import { startBrokenTls } from '../broken-tls.ts';
import { startDnsServer } from '../dns-server.ts';
import type { HttpBehaviour } from '../http-behaviour.ts';
import { httpHandler } from '../http-handler.ts';
import type { LoopbackAddress } from '../loopback-server.ts';
import { at, issueChain, listOfModels, shop } from '../scenarios/services.ts';
import { startTcpServer } from '../tcp-server.ts';
import { startTlsServer } from '../tls-server.ts';
import { refusedPort } from '../unreachable-port.ts';
import { situated, type Workbench } from '../workbench.ts';
import { right, site } from './site.ts';
import type { VerdictCase } from './verdict-case.ts';

/** The host that shortens addresses. */
const shortener = 'go.shop.example';

type Failure = 'refused' | 'reset' | 'closed' | 'silent' | 'denied';

/** What stands where the short address leads: over TLS the handshake fails, in the clear the request. */
function failing(bench: Workbench, secure: boolean, failure: Failure): Promise<LoopbackAddress> {
  switch (failure) {
    case 'denied': case 'refused': return bench.keep(refusedPort());
    case 'reset': return bench.keep(secure ? startBrokenTls({ fault: 'reset' }) : startTcpServer({ behaviour: { resetAfterBytes: 1 } }));
    case 'closed': return bench.keep(secure ? startBrokenTls({ fault: 'close' }) : startTcpServer({ behaviour: { closeAfterBytes: 1 } }));
    case 'silent': return bench.keep(secure ? startBrokenTls({ fault: 'hang' }) : startTcpServer({ behaviour: 'never-answer' }));
  }
}

/** A sound shortener over https, whose redirect leads to what fails. */
const shortened = (secure: boolean, failure: Failure): VerdictCase['start'] => situated(async (bench) => {
  const { root, leaf } = await issueChain({ names: [shortener] });
  const { port } = await failing(bench, secure, failure);
  const server = await bench.keep(startTlsServer({ ...leaf, http: httpHandler({ fallback: { redirect: `${secure ? 'https' : 'http'}://${shop}:${port}/` } }) }));
  const own = await bench.keep(startDnsServer({ answers: { [shortener]: right, [shop]: failure === 'denied' ? 'nxdomain' : right } }));
  const truth = await bench.keep(startDnsServer({ answers: { [shortener]: right, [shop]: right } }));
  return {
    target: `https://${shortener}:${server.port}/21645`,
    given: { route: { ca: await bench.file('lab-root.pem', root.certificate), resolver: at(own) } },
    controls: { resolvers: [at(truth)], sni: ['www.example.com'] },
    ...(failure === 'silent' ? { timeoutMs: 6_000 } : {}),
  };
});

const redirecting = (secure: boolean, fallback: HttpBehaviour): VerdictCase['start'] => site({ secure, path: '/redirect/15', http: { fallback } });

/** As httpbin's /redirect/15: fifteen of them, and then an answer. */
const fifteen: HttpBehaviour = { inOrder: [...Array.from({ length: 15 }, (_, at): HttpBehaviour => ({ redirect: `/redirect/${14 - at}` })), listOfModels] };

const failures: readonly { readonly theirs: string; readonly failure: Failure; readonly how: VerdictCase['text'] }[] = [
  { theirs: 'ConnectionRefused', failure: 'refused', how: { en: 'where connections are refused', 'zh-CN': '连接被拒绝' } },
  { theirs: 'ConnectionReset', failure: 'reset', how: { en: 'where everything is reset', 'zh-CN': '连接被重置' } },
  { theirs: 'EOF', failure: 'closed', how: { en: 'where the connection is closed without an answer', 'zh-CN': '连接未获应答就被关闭' } },
  { theirs: 'Timeout', failure: 'silent', how: { en: 'where nothing is answered', 'zh-CN': '始终没有应答' } },
];

const further = {
  en: 'Theirs: blocked at HTTP. Ours says that the first host is well, at which step the second one fails, and how to examine that.',
  'zh-CN': '对方结论：HTTP 失败。我们说明第一台主机正常、第二台在哪一步失败，以及如何进一步检查。',
} as const;

/** Redirects, and what they lead to. */
export const redirects: readonly VerdictCase[] = [
  ...failures.flatMap(({ theirs, failure, how }) => [false, true].map((secure): VerdictCase => ({
    id: `redirectWithConsistentDNSAndThen${theirs}For${secure ? 'HTTPS' : 'HTTP'}`, cause: 'network/redirect-target-failure', why: further,
    text: { en: `A short address leads to ${secure ? 'https' : 'http'}, ${how.en}`, 'zh-CN': `短网址指向 ${secure ? 'https' : 'http'} 地址，${how['zh-CN']}` },
    start: shortened(secure, failure),
  }))),
  {
    id: 'redirectWithConsistentDNSAndThenNXDOMAIN', cause: 'network/redirect-target-failure',
    text: { en: 'A short address leads to a name that the own resolver denies', 'zh-CN': '短网址指向的域名被本机解析服务器否认' },
    why: { en: 'Theirs: blocked by DNS. Ours says that the second name does not resolve; examined by itself, it is told as denied by the resolver.', 'zh-CN': '对方结论：DNS 封锁。我们说明第二个域名无法解析；单独检查它时，会指出是解析服务器否认。' },
    start: shortened(true, 'denied'),
  },
  ...[false, true].flatMap((secure): readonly VerdictCase[] => [
    {
      id: `redirectWithBrokenLocationFor${secure ? 'HTTPS' : 'HTTP'}`, cause: 'network/redirect-loop',
      text: { en: `A redirect to what is no address; ${secure ? 'https' : 'http'}`, 'zh-CN': `重定向目标不是合法网址；${secure ? 'https' : 'http'}` },
      why: { en: 'Theirs: blocked at HTTP. Ours names the Location field, which the service has to correct.', 'zh-CN': '对方结论：HTTP 失败。我们指出 Location 字段有误，应由服务修正。' },
      start: redirecting(secure, { redirect: 'http://' }),
    },
    {
      id: `redirectWithMoreThanTenRedirectsAnd${secure ? 'HTTPS' : 'HTTP'}`, cause: 'network/redirect-loop',
      text: { en: `Fifteen redirects; ${secure ? 'https' : 'http'}`, 'zh-CN': `连续十五次重定向；${secure ? 'https' : 'http'}` },
      why: { en: 'Theirs: down. Ours says that there is no end after ten.', 'zh-CN': '对方结论：网站不可用。我们说明十次之后仍未结束。' },
      start: redirecting(secure, fifteen),
    },
  ]),
];
