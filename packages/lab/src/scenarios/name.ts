import type { DnsAnswer } from '../dns-answer.ts';
import { startDnsServer } from '../dns-server.ts';
import { startDohServer } from '../dns-tunnel.ts';
import { startHttpServer } from '../http-server.ts';
import type { ListedScenario } from '../scenario.ts';
import { refusedPort } from '../unreachable-port.ts';
import { type Arrangement, situated, type Workbench } from '../workbench.ts';
import { at, listOfModels, shop, soundService } from './services.ts';

const here: DnsAnswer = { a: ['127.0.0.1'] };

interface Resolvers {
  /** What the client's own resolver answers. */
  readonly own: DnsAnswer;
  /** What each of the others answers. */
  readonly others?: readonly DnsAnswer[];
  readonly family?: 4 | 6;
  readonly timeoutMs?: number;
}

/** A healthy service, and resolvers that say this about its name. */
const asked = ({ own, others = [], family, timeoutMs }: Resolvers) => situated(async (bench) => {
  const service = await bench.keep(startHttpServer({ fallback: listOfModels }));
  const resolver = await resolverFor(bench, own);
  const resolvers = await Promise.all(others.map((answer) => resolverFor(bench, answer)));
  return {
    target: `http://${shop}:${service.port}/`,
    given: { route: { resolver, ...(family === undefined ? {} : { family }) } },
    controls: { resolvers },
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
});

async function resolverFor(bench: Workbench, answer: DnsAnswer): Promise<string> {
  return at(await bench.keep(startDnsServer({ answers: { [shop]: answer, 'edge.cdn.example': here } })));
}

/** An address of this machine where nobody listens: a name that leads there leads astray. */
const astray: DnsAnswer = { a: ['127.0.0.2'] };

interface Misled {
  /** By name; what is not listed does not exist. */
  readonly own: { readonly [name: string]: DnsAnswer };
  /** What others say in the clear, one server each. */
  readonly plain?: readonly DnsAnswer[];
  /** What one says that is asked over HTTPS. */
  readonly encrypted?: DnsAnswer;
  readonly fallback?: DnsAnswer;
}

/** A sound HTTPS service on 127.0.0.1 and resolvers that disagree about where it is. */
const misled = ({ own, plain = [], encrypted, fallback }: Misled) => situated(async (bench) => {
  const { server, chain } = await soundService(bench);
  const dns = await bench.keep(startDnsServer({ answers: own, ...(fallback === undefined ? {} : { fallback }) }));
  const resolvers = await Promise.all(plain.map((answer) => resolverFor(bench, answer)));
  if (encrypted !== undefined) {
    const identity = await chain.intermediate.issue({ names: ['127.0.0.1'] });
    resolvers.push((await bench.keep(startDohServer({ answers: { [shop]: encrypted }, chain: identity.chain, key: identity.key }))).url);
  }
  return {
    target: `https://${shop}:${server.port}/`,
    given: { route: { resolver: at(dns), ca: await bench.file('lab-root.pem', chain.root.certificate) } },
    controls: { resolvers }, timeoutMs: 15_000,
  };
});

async function doubledScheme(bench: Workbench, target: string, host: DnsAnswer): Promise<Arrangement> {
  const dns = await bench.keep(startDnsServer({ answers: { https: host, http: host, [shop]: here } }));
  return { target, given: { route: { resolver: at(dns) } } };
}

/** Names and those who resolve them. */
export const name: readonly ListedScenario[] = [
  {
    id: 'name-does-not-exist', layer: 'name', rows: ['A2', 'N1', 'N2'], cause: 'network/nxdomain',
    text: { en: 'The host name does not exist; a second resolver says the same', 'zh-CN': '域名不存在，另一台解析服务器也这么说' },
    start: asked({ own: 'nxdomain', others: ['nxdomain'] }),
    nearMiss: {
      text: { en: 'The second resolver knows the name', 'zh-CN': '另一台解析服务器认识这个域名' }, cause: 'network/lying-resolver',
      start: asked({ own: 'nxdomain', others: [here] }),
    },
  },
  {
    id: 'name-denied-by-the-only-resolver', layer: 'name', rows: ['A2'], cause: 'network/nxdomain',
    text: { en: 'The only resolver says that the name does not exist', 'zh-CN': '唯一可问的解析服务器称域名不存在' },
    start: asked({ own: 'nxdomain' }),
    nearMiss: { text: { en: 'The only resolver knows the name', 'zh-CN': '唯一可问的解析服务器认识这个域名' }, start: asked({ own: here }) },
  },
  {
    id: 'resolver-denies-a-name', layer: 'name', rows: ['A2', 'N2', 'N5'], cause: 'network/lying-resolver',
    text: { en: 'The own resolver denies a name that two others resolve', 'zh-CN': '本机所用的解析服务器否认某个域名，而另外两台都能解析' },
    start: asked({ own: 'nxdomain', others: [here, here] }),
    nearMiss: {
      text: { en: 'All three deny it', 'zh-CN': '三台都否认' }, cause: 'network/nxdomain',
      start: asked({ own: 'nxdomain', others: ['nxdomain', 'nxdomain'] }),
    },
  },
  {
    id: 'resolver-hides-the-address', layer: 'name', rows: ['A2', 'N5'], cause: 'network/lying-resolver',
    text: { en: 'The own resolver knows the name but hides its address', 'zh-CN': '解析服务器认识域名，却隐去了地址' },
    start: asked({ own: {}, others: [here] }),
    nearMiss: {
      text: { en: 'No resolver has an address for it', 'zh-CN': '所有解析服务器都没有它的地址' }, cause: 'network/no-address-record',
      start: asked({ own: {}, others: [{}] }),
    },
  },
  {
    id: 'name-without-address', layer: 'name', rows: ['A2'], cause: 'network/no-address-record',
    text: { en: 'The name has a text record and no address', 'zh-CN': '域名只有 TXT 记录，没有地址' },
    start: asked({ own: { txt: ['v=spf1 -all'] }, others: [{ txt: ['v=spf1 -all'] }] }),
    nearMiss: { text: { en: 'It has an IPv4 address and no IPv6 one', 'zh-CN': '有 IPv4 地址，只是没有 IPv6 地址' }, start: asked({ own: here, others: [here] }) },
  },
  {
    id: 'alias-to-nowhere', layer: 'name', rows: ['A2'], cause: 'network/no-address-record',
    text: { en: 'The name is an alias for one that has no address', 'zh-CN': '域名是别名，而别名指向的域名没有地址' },
    start: asked({ own: { cname: 'gone.cdn.example' }, others: [{ cname: 'gone.cdn.example' }] }),
    nearMiss: { text: { en: 'The alias leads to an address', 'zh-CN': '别名最终指向了地址' }, start: asked({ own: { cname: 'edge.cdn.example' } }) },
  },
  {
    id: 'wrong-address-family', layer: 'name', rows: ['A2', 'A3'], cause: 'network/no-address-record',
    text: { en: 'Only IPv6 may be used, and the name has IPv4 alone', 'zh-CN': '限定只用 IPv6，而域名只有 IPv4 地址' },
    start: asked({ own: here, family: 6 }),
    nearMiss: { text: { en: 'Only IPv4 may be used', 'zh-CN': '限定只用 IPv4' }, start: asked({ own: here, family: 4 }) },
  },
  {
    id: 'resolver-fails', layer: 'name', rows: ['A2', 'N2'], cause: 'network/resolver-failure',
    text: { en: 'The own resolver answers SERVFAIL, another one resolves the name', 'zh-CN': '本机所用的解析服务器返回 SERVFAIL，另一台可以解析' },
    start: asked({ own: 'servfail', others: [here] }),
    nearMiss: {
      text: { en: 'Every resolver answers SERVFAIL: the zone is broken', 'zh-CN': '所有解析服务器都返回 SERVFAIL：是域名所在的区域出了问题' }, cause: 'network/zone-failure',
      start: asked({ own: 'servfail', others: ['servfail', 'servfail'] }),
    },
  },
  {
    id: 'zone-is-broken', layer: 'name', rows: ['A2', 'N2'], cause: 'network/zone-failure',
    text: { en: 'Two resolvers answer SERVFAIL alike', 'zh-CN': '两台解析服务器同样返回 SERVFAIL' },
    start: asked({ own: 'servfail', others: ['servfail'] }),
    nearMiss: {
      text: { en: 'The second one says that the name does not exist', 'zh-CN': '另一台称域名不存在' }, cause: 'network/resolver-failure',
      start: asked({ own: 'servfail', others: ['nxdomain'] }),
    },
  },
  {
    id: 'resolver-refuses', layer: 'name', rows: ['A2'], cause: 'network/resolver-refusal',
    text: { en: 'The resolver refuses to answer this client', 'zh-CN': '解析服务器拒绝为本机服务' },
    start: asked({ own: 'refused', others: [here] }),
    nearMiss: { text: { en: 'It answers over TCP only', 'zh-CN': '它只通过 TCP 给出完整应答' }, start: asked({ own: { truncated: here } }) },
  },
  {
    id: 'resolver-is-silent', layer: 'name', rows: ['A2'], cause: 'network/resolver-timeout',
    text: { en: 'The resolver never answers', 'zh-CN': '解析服务器始终不应答' },
    start: asked({ own: 'silence', others: [here], timeoutMs: 3_000 }),
    nearMiss: { text: { en: 'It answers after a third of a second', 'zh-CN': '三分之一秒后才应答' }, start: asked({ own: { lateMs: 330, then: here } }) },
  },
  {
    id: 'resolver-answers-others', layer: 'name', rows: ['A2', 'N5'], cause: 'network/resolver-timeout',
    text: { en: 'Only answers under a wrong transaction id arrive', 'zh-CN': '收到的应答事务 ID 都不对' },
    start: asked({ own: { wrongId: here }, timeoutMs: 3_000 }),
    nearMiss: { text: { en: 'The right answer arrives', 'zh-CN': '收到了正确的应答' }, start: asked({ own: here }) },
  },
  {
    id: 'resolver-is-gone', layer: 'name', rows: ['A2'], cause: 'network/resolver-timeout',
    text: { en: 'Nobody listens at the address of the resolver', 'zh-CN': '所配置的解析服务器地址上没有任何服务' },
    start: situated(async (bench) => ({
      target: `http://${shop}/`, timeoutMs: 3_000,
      given: { route: { resolver: at(await bench.keep(refusedPort())) } },
    })),
    nearMiss: { text: { en: 'The target is an address, and nobody needs the resolver', 'zh-CN': '目标本身就是地址，用不到解析服务器' }, start: situated(async (bench) => ({
      target: (await bench.keep(startHttpServer({ fallback: listOfModels }))).url,
      given: { route: { resolver: at(await bench.keep(refusedPort())) } },
    })) },
  },
  {
    id: 'resolver-talks-nonsense', layer: 'name', rows: ['A2'], cause: 'network/malformed-dns-answer',
    text: { en: 'What the resolver sends is no DNS message', 'zh-CN': '解析服务器返回的内容不是 DNS 报文' },
    start: asked({ own: 'garbage', timeoutMs: 3_000 }),
    nearMiss: { text: { en: 'It sends an alias, and the address with it', 'zh-CN': '返回的是别名及其地址' }, start: asked({ own: { cname: 'edge.cdn.example' } }) },
  },
  {
    id: 'slow-resolution', layer: 'name', rows: ['A2'], cause: 'network/slow-resolution',
    text: { en: 'The name resolves, but only after two and a half seconds (a warning)', 'zh-CN': '域名可以解析，但要两秒半（警告）' },
    start: asked({ own: { lateMs: 2_500, then: here }, others: [here] }),
    nearMiss: { text: { en: 'It resolves after half a second', 'zh-CN': '半秒后解析完成' }, start: asked({ own: { lateMs: 500, then: here } }) },
  },
  {
    id: 'doubled-scheme', layer: 'name', rows: ['A2', 'B1'], cause: 'network/doubled-scheme',
    text: { en: 'The URL begins with https:// twice', 'zh-CN': '网址开头写了两遍 https://' },
    start: situated((bench) => doubledScheme(bench, `https://https://${shop}/`, 'nxdomain')),
    nearMiss: {
      text: { en: 'There is a host that is called "https"', 'zh-CN': '确实有一台名为“https”的主机' },
      start: situated(async (bench) => {
        const { port } = await bench.keep(startHttpServer({ fallback: listOfModels }));
        return doubledScheme(bench, `http://https:${port}/`, here);
      }),
    },
  },
  {
    id: 'scheme-as-host', layer: 'name', rows: ['A2'], cause: 'network/doubled-scheme',
    text: { en: 'The URL lacks the colon of a second scheme, so "http" is the host', 'zh-CN': '第二个协议少写了冒号，“http”成了主机名' },
    start: situated((bench) => doubledScheme(bench, `https://http//${shop}/`, 'nxdomain')),
    nearMiss: {
      text: { en: 'An unknown host that is no scheme', 'zh-CN': '不存在的主机名，但并非协议名' }, cause: 'network/nxdomain',
      start: situated((bench) => doubledScheme(bench, 'https://httpd/', 'nxdomain')),
    },
  },
  {
    id: 'answer-injected', layer: 'name', rows: ['A2', 'N5'], cause: 'network/injected-answer',
    text: { en: 'A forged address arrives before the answer of the resolver', 'zh-CN': '伪造的地址先于解析服务器的应答到达' },
    start: misled({ own: { [shop]: { racing: [astray, here] } }, encrypted: here }),
    nearMiss: { text: { en: 'Two answers arrive, and say the same', 'zh-CN': '收到两个应答，内容相同' }, start: misled({ own: { [shop]: { racing: [here, here] } }, encrypted: here }) },
  },
  {
    id: 'denial-injected', layer: 'name', rows: ['A2', 'N5'], cause: 'network/injected-answer',
    text: { en: 'A forged NXDOMAIN arrives before the answer of the resolver', 'zh-CN': '伪造的 NXDOMAIN 先于解析服务器的应答到达' },
    start: misled({ own: { [shop]: { racing: ['nxdomain', here] } }, plain: [here] }),
    nearMiss: {
      text: { en: 'The resolver itself denies the name', 'zh-CN': '解析服务器自己否认该域名' }, cause: 'network/lying-resolver',
      start: misled({ own: { [shop]: 'nxdomain' }, plain: [here] }),
    },
  },
  {
    id: 'every-resolver-intercepted', layer: 'name', rows: ['A2', 'N2', 'N5'], cause: 'network/intercepted-dns',
    text: { en: 'Whoever is asked in the clear denies the name; a resolver that is asked over HTTPS knows it', 'zh-CN': '明文询问的解析服务器都否认该域名，通过 HTTPS 询问的却认识它' },
    start: misled({ own: {}, plain: ['nxdomain', 'nxdomain'], encrypted: here }),
    nearMiss: {
      text: { en: 'The one that is asked over HTTPS denies it too', 'zh-CN': '通过 HTTPS 询问的同样否认' }, cause: 'network/nxdomain',
      start: misled({ own: {}, plain: ['nxdomain', 'nxdomain'], encrypted: 'nxdomain' }),
    },
  },
  {
    id: 'every-resolver-misleads', layer: 'name', rows: ['A2', 'N2', 'N5'], cause: 'network/intercepted-dns',
    text: { en: 'Whoever is asked in the clear gives a wrong address; a resolver that is asked over HTTPS gives the right one', 'zh-CN': '明文询问的解析服务器都给出错误地址，通过 HTTPS 询问的给出正确地址' },
    start: misled({ own: { [shop]: astray }, plain: [astray], encrypted: here }),
    nearMiss: {
      text: { en: 'The other one that is asked in the clear gives the right address', 'zh-CN': '另一台明文询问的解析服务器给出正确地址' }, cause: 'network/forged-address',
      start: misled({ own: { [shop]: astray }, plain: [here], encrypted: here }),
    },
  },
  {
    id: 'address-forged', layer: 'name', rows: ['A2', 'N2', 'N5'], cause: 'network/forged-address',
    text: { en: 'The own resolver gives a wrong address; another one gives that of the service', 'zh-CN': '本机所用的解析服务器给出错误地址，另一台给出服务的真实地址' },
    start: misled({ own: { [shop]: astray }, plain: [here] }),
    nearMiss: {
      text: { en: 'Both give the address where nobody listens', 'zh-CN': '两台都给出无人监听的地址' }, cause: 'network/connection-refused',
      start: misled({ own: { [shop]: astray }, plain: [astray] }),
    },
  },
  {
    id: 'answer-for-every-name', layer: 'name', rows: ['A2', 'N5'], cause: 'network/ghost-answer',
    text: { en: 'The own resolver gives every name that does not exist the same address', 'zh-CN': '本机所用的解析服务器给所有不存在的域名同一个地址' },
    start: misled({ own: {}, fallback: astray, plain: ['nxdomain'] }),
    nearMiss: {
      text: { en: 'It gives the address to this name alone, as an internal name has it', 'zh-CN': '它只给这个域名地址，像内部域名那样' }, cause: 'network/connection-refused',
      start: misled({ own: { [shop]: astray }, plain: ['nxdomain'] }),
    },
  },
  {
    id: 'fake-ip-proxy-stopped', layer: 'proxy', rows: ['N4'], cause: 'network/fake-ip-proxy-failure',
    text: { en: 'A proxy that gave every name an address of its own no longer takes connections', 'zh-CN': '为每个域名虚构地址的代理已不再接受连接' },
    start: misled({ own: { [shop]: { a: ['127.18.0.4'] }, '*.invalid': { a: ['127.18.0.5'] }, '*.example': { a: ['127.18.0.6'] } }, plain: [here] }),
    nearMiss: {
      text: { en: 'The address looks made up, but names that can not exist have none', 'zh-CN': '地址看似虚构，但不可能存在的域名并没有地址' }, cause: 'network/forged-address',
      start: misled({ own: { [shop]: { a: ['127.18.0.4'] } }, plain: [here] }),
    },
  },
];
