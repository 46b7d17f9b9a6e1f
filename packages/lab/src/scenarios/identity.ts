import { type AuthorityOptions, createAuthority, selfSigned } from '../certificate-authority.ts';
import type { CertificateOptions } from '../certificate-request.ts';
import { der } from '../der.ts';
import { httpHandler } from '../http-handler.ts';
import { startHttpServer } from '../http-server.ts';
import type { ListedScenario } from '../scenario.ts';
import { startTlsServer, type TlsIdentity } from '../tls-server.ts';
import { type Arrangement, situated, type Workbench } from '../workbench.ts';
import { at, type Chain, issueChain, listOfModels, overHttps, shop } from './services.ts';

const dayMs = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * dayMs);

/** Goes to `host` at a server with this identity. */
async function presented(bench: Workbench, identity: TlsIdentity, root: string | undefined, host: string = shop): Promise<Arrangement> {
  const server = await bench.keep(startTlsServer({ ...identity, http: httpHandler({ fallback: listOfModels }) }));
  return overHttps(bench, server, root, { host });
}

/** A chain to a private root, which the client has in the file that a variable names, if at all. */
const held = (variable: string, content: (chain: Chain) => string) => situated(async (bench): Promise<Arrangement> => {
  const chain = await issueChain();
  const arrangement = await presented(bench, { chain: [...chain.leaf.chain, chain.root.certificate], key: chain.leaf.key }, undefined);
  return { ...arrangement, env: { [variable]: await bench.file('authorities.pem', content(chain)) } };
});

/** A certificate that is as `options` say, in a complete chain to a trusted root. */
const certified = (options: CertificateOptions, host: string = shop) => situated(async (bench) => {
  const { root, leaf } = await issueChain(options);
  return presented(bench, leaf, root.certificate, host);
});

/** A sound certificate, sent with the certificates that `sent` chooses. */
const sending = (sent: (chain: Chain) => readonly string[], trusted = true) => situated(async (bench) => {
  const chain = await issueChain();
  return presented(bench, { chain: sent(chain), key: chain.leaf.key }, trusted ? chain.root.certificate : undefined);
});

/** The same at an address: no name is sent. */
const atAddress = (names: readonly string[]) => situated(async (bench) => {
  const { root, leaf } = await issueChain({ names });
  const server = await bench.keep(startTlsServer({ ...leaf, http: httpHandler({ fallback: listOfModels }) }));
  return { target: `https://${at(server)}/`, given: { route: { ca: await bench.file('lab-root.pem', root.certificate) } } };
});

/** An intermediate with these dates. */
const below = (dates: { readonly notBefore: Date; readonly notAfter: Date }) => situated(async (bench) => {
  const root = await createAuthority({ name: 'Lab Root R1', notBefore: inDays(-400) });
  const leaf = await (await root.intermediate({ name: 'Lab Issuer E1', ...dates })).issue({ names: [shop] });
  return presented(bench, leaf, root.certificate);
});

/** A server that sends its own certificate alone, which says, or doesn't, where its issuer's is. */
const alone = ({ location }: { readonly location: boolean }) => situated(async (bench) => {
  const root = await createAuthority({ name: 'Lab Root R1' });
  const intermediate = await root.intermediate({ name: 'Lab Issuer E1' });
  const repository = await bench.keep(startHttpServer({ routes: { '/e1.der': { headers: { 'Content-Type': 'application/pkix-cert' }, body: intermediate.der } } }));
  const leaf = await intermediate.issue({ names: [shop], ...(location ? { caIssuers: `${repository.url}/e1.der` } : {}) });
  return presented(bench, { chain: [leaf.certificate], key: leaf.key }, root.certificate);
});

/** A root with this name that issues for whatever host is asked for. */
const issuedBy = (name: string, trusted = false) => situated(async (bench) => {
  const root = await createAuthority({ name });
  return presented(bench, await root.issue({ names: [shop], notBefore: new Date(Date.now() - 300_000) }), trusted ? root.certificate : undefined);
});

const ownSignature = (trusted: boolean) => situated(async (bench) => {
  const certificate = await selfSigned({ names: [shop] });
  return presented(bench, certificate, trusted ? certificate.certificate : undefined);
});

/** A root that allows no authority below it, or one. */
const limited = (pathLength: number) => situated(async (bench) => {
  const root = await createAuthority({ name: 'Lab Root R1', pathLength });
  const leaf = await (await root.intermediate({ name: 'Lab Issuer E1' })).issue({ names: [shop] });
  return presented(bench, leaf, root.certificate);
});

/** An intermediate made as `options` say, and below it a certificate for {@link shop}. */
const belowSuch = (options: Omit<AuthorityOptions, 'name'>, leafOptions: CertificateOptions = {}) => situated(async (bench) => {
  const root = await createAuthority({ name: 'Lab Root R1' });
  const intermediate = await root.intermediate({ name: 'Lab Issuer E1', ...options });
  return presented(bench, await intermediate.issue({ names: [shop], ...leafOptions }), root.certificate);
});

const ascii = (text: string): Buffer => Buffer.from(text, 'ascii');

/** NameConstraints { permittedSubtrees [0] { { [2] dNSName } } }, RFC 5280, 4.2.1.10. */
const permitting = (name: string): NonNullable<AuthorityOptions['extensions']> =>
  [{ oid: '2.5.29.30', critical: true, value: der(0x30, der(0xa0, der(0x30, der(0x82, ascii(name))))) }];

/** An authority that was set up twice under one name; `sent` chooses the one whose certificate goes with what the first issued. */
const setUpTwice = (sent: 'first' | 'second') => situated(async (bench) => {
  const root = await createAuthority({ name: 'Lab Root R1' });
  const [first, second] = [await root.intermediate({ name: 'Lab Issuer E1' }), await root.intermediate({ name: 'Lab Issuer E1' })];
  const leaf = await first.issue({ names: [shop] });
  return presented(bench, { chain: [leaf.certificate, (sent === 'first' ? first : second).certificate], key: leaf.key }, root.certificate);
});

/** A young root with its certificate by an old one, which is all that the client trusts. */
const crossSigned = (notAfter: Date) => situated(async (bench) => {
  const [old, young] = [await createAuthority({ name: 'Lab Old Root X3', notBefore: inDays(-4_000) }), await createAuthority({ name: 'Lab Root R1' })];
  const leaf = await (await young.intermediate({ name: 'Lab Issuer E1' })).issue({ names: [shop] });
  const byOld = await old.crossSign(young, { notBefore: inDays(-1_000), notAfter });
  return presented(bench, { chain: [...leaf.chain, byOld, young.certificate], key: leaf.key }, old.certificate);
});

/** A server with a certificate for one tenant, and another for everybody else. */
const tenants = (tenant: string) => situated(async (bench) => {
  const { root, intermediate, leaf } = await issueChain({ names: ['www.provider.example'] });
  const theirs = await intermediate.issue({ names: [tenant] });
  const server = await bench.keep(startTlsServer({ ...leaf, sni: { [tenant]: theirs }, http: httpHandler({ fallback: listOfModels }) }));
  return overHttps(bench, server, root.certificate);
});

/** A trusted service whose certificate for {@link shop} is another one's for who asks by name; `names`: those of the service's own. */
const replacedByName = (names: readonly string[]) => situated(async (bench) => {
  const { root, leaf } = await issueChain({ names });
  const strange = await (await createAuthority({ name: 'Lab Box R9' })).issue({ names: [shop], notBefore: new Date(Date.now() - 300_000) });
  const server = await bench.keep(startTlsServer({ ...leaf, sni: { [shop]: strange }, http: httpHandler({ fallback: listOfModels }) }));
  return overHttps(bench, server, root.certificate);
});

/** A certificate for so many days, looked at closely. */
const lasting = (days: number) => situated(async (bench) => {
  const { root, leaf } = await issueChain({ notBefore: inDays(-10), notAfter: inDays(days - 10) });
  return { ...await presented(bench, leaf, root.certificate), depth: 'full' };
});

/** Whether the peer is who it says that it is. */
export const identity: readonly ListedScenario[] = [
  {
    id: 'certificate-has-expired', layer: 'identity', rows: ['A6', 'N1'], cause: 'certificate/expired',
    text: { en: 'The certificate expired yesterday', 'zh-CN': '证书昨天过期' },
    start: certified({ notBefore: inDays(-90), notAfter: inDays(-1) }),
    nearMiss: { text: { en: 'It expires in four weeks', 'zh-CN': '四周后才过期' }, start: certified({ notBefore: inDays(-60), notAfter: inDays(28) }) },
  },
  {
    id: 'intermediate-has-expired', layer: 'identity', rows: ['A6'], cause: 'certificate/expired',
    text: { en: 'The intermediate certificate expired, the server\'s own is valid', 'zh-CN': '中间证书已过期，服务器自己的证书仍有效' },
    start: below({ notBefore: inDays(-365), notAfter: inDays(-2) }),
    nearMiss: { text: { en: 'The intermediate is valid for another year', 'zh-CN': '中间证书还有一年有效期' }, start: below({ notBefore: inDays(-2), notAfter: inDays(365) }) },
  },
  {
    id: 'certificate-is-not-yet-valid', layer: 'identity', rows: ['A6'], cause: 'certificate/not-yet-valid',
    text: { en: 'The certificate becomes valid tomorrow', 'zh-CN': '证书明天才生效' },
    start: certified({ notBefore: inDays(1), notAfter: inDays(91) }),
    nearMiss: { text: { en: 'It became valid a minute ago', 'zh-CN': '一分钟前刚生效' }, start: certified({ notBefore: new Date(Date.now() - 60_000), notAfter: inDays(90) }) },
  },
  {
    id: 'certificate-expires-soon', layer: 'identity', rows: ['A6'], cause: 'certificate/renewal-overdue',
    text: { en: 'Of a certificate of ninety days two weeks are left (a warning)', 'zh-CN': '有效期九十天的证书只剩两周（警告）' },
    start: certified({ notBefore: inDays(-76), notAfter: inDays(14) }),
    nearMiss: { text: { en: 'Two weeks are left of one of forty-seven days', 'zh-CN': '有效期四十七天的证书还剩两周' }, start: certified({ notBefore: inDays(-33), notAfter: inDays(14) }) },
  },
  {
    id: 'certificate-is-about-to-expire', layer: 'identity', rows: ['A6'], cause: 'certificate/renewal-overdue',
    text: { en: 'Of a certificate of ninety days three are left', 'zh-CN': '有效期九十天的证书只剩三天' },
    start: certified({ notBefore: inDays(-87), notAfter: inDays(3) }),
    nearMiss: { text: { en: 'Three days are left of a short-lived one of six', 'zh-CN': '有效期六天的短期证书还剩三天' }, start: certified({ notBefore: inDays(-3), notAfter: inDays(3) }) },
  },
  {
    id: 'certificate-is-for-another-host', layer: 'identity', rows: ['A6', 'A1'], cause: 'certificate/name-mismatch',
    text: { en: 'The certificate is for www.shop.example, not for api.shop.example', 'zh-CN': '证书属于 www.shop.example，而非 api.shop.example' },
    start: certified({ names: ['www.shop.example', 'shop.example'] }),
    nearMiss: { text: { en: 'It names api.shop.example too', 'zh-CN': '证书中也列有 api.shop.example' }, start: certified({ names: ['www.shop.example', shop] }) },
  },
  {
    id: 'wildcard-covers-one-label', layer: 'identity', rows: ['A6', 'B2'], cause: 'certificate/wildcard-too-shallow',
    text: { en: '*.shop.example does not cover eu.api.shop.example', 'zh-CN': '*.shop.example 不覆盖 eu.api.shop.example' },
    start: certified({ names: ['*.shop.example'] }, 'eu.api.shop.example'),
    nearMiss: { text: { en: 'It covers api.shop.example', 'zh-CN': '它覆盖 api.shop.example' }, start: certified({ names: ['*.shop.example'] }) },
  },
  {
    id: 'bucket-is-doubled-in-the-host', layer: 'identity', rows: ['A6', 'B1', 'B2'], cause: 'certificate/doubled-label',
    text: { en: 'The bucket stands twice in the host: media.media.store.example', 'zh-CN': '主机名中存储桶出现两次：media.media.store.example' },
    start: certified({ names: ['*.store.example'] }, 'media.media.store.example'),
    nearMiss: { text: { en: 'It stands there once', 'zh-CN': '只出现一次' }, start: certified({ names: ['*.store.example'] }, 'media.store.example') },
  },
  {
    id: 'two-labels-below-a-wildcard', layer: 'identity', rows: ['A6', 'B2'], cause: 'certificate/wildcard-too-shallow',
    text: { en: 'Two different labels below a wildcard: eu.media.store.example', 'zh-CN': '通配符下有两级不同的标签：eu.media.store.example' },
    start: certified({ names: ['*.store.example'] }, 'eu.media.store.example'),
    nearMiss: {
      text: { en: 'The same label twice', 'zh-CN': '两级标签相同' }, cause: 'certificate/doubled-label',
      start: certified({ names: ['*.store.example'] }, 'eu.eu.store.example'),
    },
  },
  {
    id: 'wildcard-does-not-cover-the-domain', layer: 'identity', rows: ['A6'], cause: 'certificate/name-mismatch',
    text: { en: '*.shop.example does not cover shop.example itself', 'zh-CN': '*.shop.example 不覆盖 shop.example 本身' },
    start: certified({ names: ['*.shop.example'] }, 'shop.example'),
    nearMiss: { text: { en: 'Both are named', 'zh-CN': '证书同时列出两者' }, start: certified({ names: ['*.shop.example', 'shop.example'] }, 'shop.example') },
  },
  {
    id: 'address-is-not-in-the-certificate', layer: 'identity', rows: ['A6'], cause: 'certificate/name-mismatch',
    text: { en: 'The service is called by its address, which the certificate does not name', 'zh-CN': '用 IP 地址访问服务，而证书中没有该地址' },
    start: atAddress([shop]),
    nearMiss: { text: { en: 'The certificate names the address', 'zh-CN': '证书中列有该地址' }, start: atAddress([shop, '127.0.0.1']) },
  },
  {
    id: 'host-in-the-common-name-only', layer: 'identity', rows: ['A6'], cause: 'certificate/common-name-only',
    text: { en: 'The host stands in the common name only', 'zh-CN': '主机名只写在通用名（CN）里' },
    start: certified({ names: [], commonName: shop }),
    nearMiss: { text: { en: 'It stands in the subjectAltName, and the common name says something else', 'zh-CN': '主机名在 subjectAltName 中，通用名写的是别的' }, start: certified({ names: [shop], commonName: 'Shop API' }) },
  },
  {
    id: 'intermediate-is-missing', layer: 'identity', rows: ['A6', 'N3'], cause: 'certificate/incomplete-chain',
    text: { en: 'The server does not send the intermediate certificate', 'zh-CN': '服务器没有发送中间证书' },
    start: alone({ location: true }),
    nearMiss: { text: { en: 'It sends it', 'zh-CN': '服务器发送了中间证书' }, start: sending(({ leaf }) => leaf.chain) },
  },
  {
    id: 'intermediate-is-missing-without-location', layer: 'identity', rows: ['A6', 'N2'], cause: 'certificate/unknown-root',
    text: { en: 'The chain breaks off, and nothing says where the next certificate is', 'zh-CN': '证书链中断，也没有说明下一张证书在哪里' },
    start: alone({ location: false }),
    nearMiss: { text: { en: 'The certificates come in the wrong order, yet all are there', 'zh-CN': '证书顺序不对，但一张不少' }, cause: 'certificate/wrong-order', start: sending(({ leaf, root, intermediate }) => [leaf.certificate, root.certificate, intermediate.certificate]) },
  },
  {
    id: 'root-is-unknown', layer: 'identity', rows: ['A6'], cause: 'certificate/unknown-root',
    text: { en: 'The chain ends at a private root that this client does not know', 'zh-CN': '证书链止于本机不认识的私有根证书' },
    start: sending(({ leaf, root }) => [...leaf.chain, root.certificate], false),
    nearMiss: { text: { en: 'The client was given the root', 'zh-CN': '客户端已信任该根证书' }, start: sending(({ leaf, root }) => [...leaf.chain, root.certificate]) },
  },
  {
    id: 'root-is-named-to-another-program', layer: 'machine', alone: true, rows: ['A6', 'N8', 'N9'], cause: 'certificate/authority-file-without-effect',
    text: { en: 'REQUESTS_CA_BUNDLE holds the private root, and this program does not read it', 'zh-CN': 'REQUESTS_CA_BUNDLE 中有该私有根证书，但当前程序不读取它' },
    start: held('REQUESTS_CA_BUNDLE', ({ root }) => root.certificate),
    nearMiss: { text: { en: 'It holds nothing of the chain', 'zh-CN': '其中没有与证书链有关的证书' }, cause: 'certificate/unknown-root', start: held('REQUESTS_CA_BUNDLE', () => '') },
  },
  {
    id: 'root-file-is-empty', layer: 'machine', alone: true, rows: ['A6', 'N9'], cause: 'certificate/authority-file-without-effect',
    text: { en: 'NODE_EXTRA_CA_CERTS names an empty file', 'zh-CN': 'NODE_EXTRA_CA_CERTS 指向空文件' },
    start: held('NODE_EXTRA_CA_CERTS', () => ''),
    nearMiss: { text: { en: 'The root is not at hand in any file', 'zh-CN': '没有任何文件含有该根证书' }, cause: 'certificate/unknown-root', start: held('NODE_EXTRA_CA_CERT', () => '') },
  },
  {
    id: 'certificate-is-self-signed', layer: 'identity', rows: ['A6'], cause: 'certificate/self-signed',
    text: { en: 'The certificate is signed by its own key', 'zh-CN': '证书由自身密钥签名' },
    start: ownSignature(false),
    nearMiss: { text: { en: 'The client was told to trust this very certificate', 'zh-CN': '客户端已信任这张证书' }, start: ownSignature(true) },
  },
  {
    id: 'certificate-is-for-clients', layer: 'identity', rows: ['A6'], cause: 'certificate/wrong-usage',
    text: { en: 'The certificate was issued for clients, not for servers', 'zh-CN': '证书是签发给客户端而非服务器的' },
    start: certified({ usages: ['clientAuth'] }),
    nearMiss: { text: { en: 'It is for both', 'zh-CN': '两者皆可' }, start: certified({ usages: ['clientAuth', 'serverAuth'] }) },
  },
  {
    id: 'certificate-is-for-code', layer: 'identity', rows: ['A6'], cause: 'certificate/wrong-usage',
    text: { en: 'The certificate was issued to sign programs', 'zh-CN': '证书是用于代码签名的' },
    start: certified({ usages: ['codeSigning'] }),
    nearMiss: { text: { en: 'It does not say what it is for, so it is for anything', 'zh-CN': '未注明用途，即可用于任何用途' }, start: certified({ usages: [] }) },
  },
  {
    id: 'root-allows-no-intermediate', layer: 'identity', rows: ['A6'], cause: 'certificate/path-length',
    text: { en: 'The root allows no authority below it, and there is one', 'zh-CN': '根证书不允许存在下级机构，链中却有一个' },
    start: limited(0),
    nearMiss: { text: { en: 'It allows one', 'zh-CN': '根证书允许一级下级机构' }, start: limited(1) },
  },
  {
    id: 'authority-issues-outside-its-constraints', layer: 'identity', rows: ['A6'], cause: 'certificate/name-constraint',
    text: { en: 'The authority may issue for corp.example only', 'zh-CN': '该 CA 只能为 corp.example 签发证书' },
    start: belowSuch({ extensions: permitting('corp.example') }),
    nearMiss: { text: { en: 'It may issue for shop.example', 'zh-CN': '它可以为 shop.example 签发证书' }, start: belowSuch({ extensions: permitting('shop.example') }) },
  },
  {
    id: 'extension-is-critical-and-unknown', layer: 'identity', rows: ['A6'], cause: 'certificate/unknown-critical-extension',
    text: { en: 'The certificate holds a critical extension that nobody knows', 'zh-CN': '证书含有无人认识的关键扩展' },
    start: certified({ extensions: [{ oid: '1.3.6.1.4.1.32473.1', critical: true, value: der(0x05) }] }),
    nearMiss: { text: { en: 'The extension is not critical', 'zh-CN': '该扩展不是关键扩展' }, start: certified({ extensions: [{ oid: '1.3.6.1.4.1.32473.1', value: der(0x05) }] }) },
  },
  {
    id: 'intermediate-is-malformed', layer: 'identity', rows: ['A6'], cause: 'certificate/malformed-certificate',
    text: { en: 'The key usage of the intermediate certificate is written as text', 'zh-CN': '中间证书的密钥用途被写成了文本' },
    start: belowSuch({ extensions: [{ oid: '2.5.29.15', critical: true, value: der(0x0c, ascii('keyCertSign')) }] }),
    nearMiss: { text: { en: 'It is written as RFC 5280 has it', 'zh-CN': '按 RFC 5280 的写法书写' }, start: belowSuch({ extensions: [{ oid: '2.5.29.15', critical: true, value: der(0x03, Buffer.of(1, 6)) }] }) },
  },
  {
    id: 'issuer-was-set-up-anew', layer: 'identity', rows: ['A6'], cause: 'certificate/wrong-issuer-key',
    text: { en: 'The authority was set up anew under its name, and the server sends the new certificate of it with the old one of its own', 'zh-CN': 'CA 以原名重建，服务器发送的是新 CA 证书与旧的服务器证书' },
    start: setUpTwice('second'),
    nearMiss: { text: { en: 'The server sends the certificate of the authority that issued', 'zh-CN': '服务器发送的是实际签发者的证书' }, start: setUpTwice('first') },
  },
  {
    id: 'cross-signature-has-expired', layer: 'identity', rows: ['A6'], cause: 'certificate/expired-cross-sign',
    text: { en: 'The client knows an old root alone, and its signature on the young one has expired', 'zh-CN': '客户端只认识旧根证书，而它对新根的交叉签名已过期' },
    start: crossSigned(inDays(-3)),
    nearMiss: { text: { en: 'The cross-signature is still valid', 'zh-CN': '交叉签名仍然有效' }, start: crossSigned(inDays(300)) },
  },
  {
    id: 'certificates-come-in-the-wrong-order', layer: 'identity', rows: ['A6'], cause: 'certificate/wrong-order',
    text: { en: 'The root is sent before the intermediate (a warning)', 'zh-CN': '根证书排在中间证书之前发送（警告）' },
    start: sending(({ leaf, root, intermediate }) => [leaf.certificate, root.certificate, intermediate.certificate]),
    nearMiss: { text: { en: 'The root is sent needlessly, and last', 'zh-CN': '多发了根证书，但排在最后' }, start: sending(({ leaf, root }) => [...leaf.chain, root.certificate]) },
  },
  {
    id: 'server-shows-its-default-certificate', layer: 'identity', rows: ['A6'], cause: 'certificate/name-mismatch',
    text: { en: 'The server has certificates for others, and shows its default one', 'zh-CN': '服务器有其他站点的证书，出示的是默认证书' },
    start: tenants('other.example'),
    nearMiss: { text: { en: 'It has one for this host', 'zh-CN': '服务器有该主机的证书' }, start: tenants(shop) },
  },
  {
    id: 'key-usage-is-not-for-tls', layer: 'identity', rows: ['A6'], cause: 'certificate/wrong-usage',
    text: { en: 'The key of the server may only sign certificates', 'zh-CN': '服务器的密钥只能用于签发证书' },
    start: certified({ keyUsage: ['keyCertSign'] }),
    nearMiss: { text: { en: 'It may sign handshakes too', 'zh-CN': '它也可用于握手签名' }, start: certified({ keyUsage: ['keyCertSign', 'digitalSignature'] }) },
  },
  {
    id: 'key-is-weak', layer: 'identity', rows: ['A6'], cause: 'certificate/weak-key',
    text: { en: 'The key of the certificate is RSA with 1,024 bits', 'zh-CN': '证书的密钥是 1024 位 RSA' },
    start: certified({ key: 'rsa-1024' }),
    nearMiss: { text: { en: 'It has 2,048 bits', 'zh-CN': '密钥为 2048 位' }, start: certified({ key: 'rsa-2048' }) },
  },
  {
    id: 'signature-is-weak', layer: 'identity', rows: ['A6'], cause: 'certificate/weak-signature',
    text: { en: 'The certificate is signed with SHA-1', 'zh-CN': '证书使用 SHA-1 签名' },
    start: certified({ signatureHash: 'SHA-1' }),
    nearMiss: { text: { en: 'It is signed with SHA-256', 'zh-CN': '使用 SHA-256 签名' }, start: certified({ signatureHash: 'SHA-256' }) },
  },
  {
    id: 'zscaler-signs-in-between', layer: 'identity', rows: ['A6', 'N7'], cause: 'certificate/interception',
    text: { en: 'A Zscaler gateway re-signs the connection, and its root is not trusted', 'zh-CN': 'Zscaler 网关重新签发了证书，而其根证书不受信任' },
    start: issuedBy('Zscaler Root CA'),
    nearMiss: { text: { en: 'The issuer has an ordinary name', 'zh-CN': '签发者是普通名称' }, cause: 'certificate/unknown-root', start: issuedBy('Shop Root CA') },
  },
  {
    id: 'fortigate-signs-in-between', layer: 'identity', rows: ['A6', 'N7'], cause: 'certificate/interception',
    text: { en: 'A FortiGate firewall re-signs the connection, and its root is not trusted', 'zh-CN': 'FortiGate 防火墙重新签发了证书，而其根证书不受信任' },
    start: issuedBy('FortiGate CA'),
    nearMiss: { text: { en: 'The client trusts the root of the firewall', 'zh-CN': '客户端信任该防火墙的根证书' }, start: issuedBy('FortiGate CA', true) },
  },
  {
    id: 'name-is-intercepted', layer: 'identity', rows: ['A6', 'N6', 'N7'], cause: 'certificate/selective-interception',
    text: { en: 'Who asks for the service by name is shown a stranger\'s certificate', 'zh-CN': '以名称访问服务时，得到的是陌生人的证书' },
    start: replacedByName([shop]),
    nearMiss: { text: { en: 'The one that all others are shown is for another host', 'zh-CN': '向其他人出示的证书属于另一台主机' }, cause: 'certificate/unknown-root', start: replacedByName(['www.provider.example']) },
  },
  {
    id: 'certificate-lasts-too-long', layer: 'identity', rows: ['A6', 'N8'], cause: 'certificate/validity-too-long',
    text: { en: 'The certificate is valid for ten years: programs take it, Apple\'s systems do not', 'zh-CN': '证书有效期长达十年：程序接受，苹果系统不接受' },
    start: lasting(3_650),
    nearMiss: { text: { en: 'It is valid for 800 days', 'zh-CN': '有效期为 800 天' }, start: lasting(800) },
  },
];
