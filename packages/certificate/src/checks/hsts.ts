import { isIP } from 'node:net';
import { defineCheck, optional, type Check } from '@culprit/core';
import { httpExchange, httpResource, type HttpResource, type TlsHandshakeInput } from '@culprit/network';
import { isMalformed } from '../certificate-summary.ts';
import { certificateChain, type CertificateChain } from '../facts/chain.ts';
import { certificatePath, type CertificatePath } from '../facts/path.ts';
import { matchHostName } from '../host-name-match.ts';
import { preloadedSuffix, preloadGaps, readHstsPolicy } from '../hsts/read-policy.ts';
import { judgedCertificates } from '../judged-certificates.ts';
import { namesOf } from '../listed-names.ts';
import { correctHsts } from '../remedies/correct-hsts.ts';
import { inspectBrowserHsts } from '../remedies/inspect-browser-hsts.ts';
import { firstInvalid } from '../validity-period.ts';

const dayS = 86_400;

/** What the service tells browsers about HTTPS, and whether that locks them out while its certificate is refused. */
export const hstsCheck: Check = defineCheck({
  id: 'certificate/hsts',
  layer: 'http',
  target: httpResource,
  depth: 'full',
  findings: {
    'in-force': { outcome: 'pass' },
    withdrawn: { outcome: 'pass' },
    absent: { outcome: 'not-applicable' },
    'over-http': { outcome: 'not-applicable' },
    'for-an-address': { outcome: 'not-applicable' },
    'locks-in': { outcome: 'fail', severity: 'minor', owner: 'service', remedy: inspectBrowserHsts },
    'suffix-locks-in': { outcome: 'fail', severity: 'minor', owner: 'service', remedy: inspectBrowserHsts },
    invalid: { outcome: 'fail', severity: 'minor', owner: 'service', remedy: correctHsts },
    repeated: { outcome: 'fail', severity: 'minor', owner: 'service', remedy: correctHsts },
    'not-preloadable': { outcome: 'fail', severity: 'minor', owner: 'service', remedy: correctHsts },
    'no-answer': { outcome: 'inconclusive', required: false },
  },
  text: {
    en: {
      title: 'Strict transport security (HSTS)',
      why: 'A browser that knows a host by HSTS goes there over HTTPS only, and lets nobody click through a certificate that it refuses.',
      findings: {
        'in-force': 'Browsers keep to HTTPS for {days} days after each visit ({value}). Whether the host itself is in their preload list is not judged here',
        withdrawn: 'max-age=0: browsers that come here forget that they should keep to HTTPS',
        absent: 'The service sends no Strict-Transport-Security',
        'over-http': 'Strict-Transport-Security is ignored over plain HTTP (RFC 6797 §8.1)',
        'for-an-address': 'Strict-Transport-Security is ignored for an address (RFC 6797 §8.1.1)',
        'locks-in': 'A browser that was here while the certificate was fine will not let anyone click through to {host} now (HSTS, {days} days); one that comes for the first time notes nothing',
        'suffix-locks-in': 'No browser will let anyone click through to {host}: all of .{suffix} is in their HSTS preload list',
        invalid: 'Browsers ignore Strict-Transport-Security as it stands: {why} ({value})',
        repeated: 'Strict-Transport-Security comes more than once ({value}): browsers take the first and ignore the rest',
        'not-preloadable': 'It asks to be taken into the preload list and will not be: {missing} is missing ({value})',
        'no-answer': 'Not judged: there was no answer to read it from',
      },
    },
    'zh-CN': {
      title: 'HTTP 严格传输安全（HSTS）',
      why: '浏览器通过 HSTS 记住主机后，只会用 HTTPS 访问它；证书被拒绝时，也不允许用户点击继续。',
      findings: {
        'in-force': '每次访问后的 {days} 天内，浏览器只使用 HTTPS（{value}）。该主机本身是否在预加载列表中，此处未作判定',
        withdrawn: 'max-age=0：访问过这里的浏览器会取消只用 HTTPS 的要求',
        absent: '服务没有发送 Strict-Transport-Security',
        'over-http': '通过明文 HTTP 收到的 Strict-Transport-Security 会被忽略（RFC 6797 §8.1）',
        'for-an-address': '用 IP 地址访问时 Strict-Transport-Security 会被忽略（RFC 6797 §8.1.1）',
        'locks-in': '在证书正常时访问过的浏览器，现在不允许任何人点击继续访问 {host}（HSTS，{days} 天）；首次访问的浏览器则不会记录',
        'suffix-locks-in': '任何浏览器都不允许点击继续访问 {host}：整个 .{suffix} 都在 HSTS 预加载列表中',
        invalid: '浏览器会忽略当前的 Strict-Transport-Security：{why}（{value}）',
        repeated: 'Strict-Transport-Security 出现多次（{value}）：浏览器只取第一个',
        'not-preloadable': '响应头申请加入预加载列表，但不会被接受：缺少 {missing}（{value}）',
        'no-answer': '未判定：没有可读取的响应',
      },
    },
  },
  needs: (target) => {
    const { url, method, headers, route } = target;
    const exchange = httpExchange.of({ url, ...(method === undefined ? {} : { method }), ...(headers === undefined ? {} : { headers }), ...(route === undefined ? {} : { route }) });
    const input = endpointOf(target);
    return { exchange: optional(exchange), ...(input === undefined ? {} : { chain: optional(certificateChain.of(input)), path: optional(certificatePath.of(input)) }) };
  },
  evaluate: ({ target, facts, now, conclude }) => {
    const { exchange } = facts;
    const host = hostOf(target);
    const field = exchange?.outcome === 'answered' ? exchange.headers['strict-transport-security'] : undefined;
    if (isIP(host) > 0) return conclude(field === undefined ? 'absent' : 'for-an-address');
    const refused = 'chain' in facts && isRefused(host, facts.chain, facts.path, now);
    const suffix = preloadedSuffix(host);
    if (refused && suffix !== undefined) return conclude('suffix-locks-in', { host, suffix });
    if (exchange?.outcome !== 'answered') return conclude('no-answer');
    if (field === undefined) return conclude('absent');
    if (!target.url.startsWith('https:')) return conclude('over-http');
    const value = field.slice(0, 200);
    const policy = readHstsPolicy(field);
    if (policy.outcome === 'invalid') return conclude('invalid', { why: policy.why, value });
    const days = Math.floor(policy.maxAgeSeconds / dayS);
    if (policy.maxAgeSeconds === 0) return conclude('withdrawn');
    if (refused) return conclude('locks-in', { host, days });
    if (policy.repeated) return conclude('repeated', { value });
    const missing = preloadGaps(policy);
    return policy.preload && missing.length > 0 ? conclude('not-preloadable', { missing: missing.join(', '), value }) : conclude('in-force', { days, value });
  },
});

const hostOf = ({ url }: HttpResource): string => new URL(url).hostname.replace(/^\[|\]$/g, '');

/** The handshake that the answer came over; `undefined` for plain HTTP. */
function endpointOf(target: HttpResource): TlsHandshakeInput | undefined {
  const { protocol, port } = new URL(target.url);
  if (protocol !== 'https:') return undefined;
  return { host: hostOf(target), port: port === '' ? 443 : Number(port), ...(target.route === undefined ? {} : { route: target.route }) };
}

/** Whether a browser with these roots would refuse the certificate: its chain, its name or its dates. */
function isRefused(host: string, chain: CertificateChain | undefined, path: CertificatePath | undefined, now: Date): boolean {
  const leaf = chain?.certificates[0];
  if (chain === undefined || leaf === undefined || isMalformed(leaf)) return false;
  if (path?.outcome === 'untrusted' || !matchHostName(host, namesOf(leaf)).matches) return true;
  return !(path?.outcome === 'trusted' && path.by === 'runtime') && firstInvalid(judgedCertificates(chain, path), now) !== undefined;
}
