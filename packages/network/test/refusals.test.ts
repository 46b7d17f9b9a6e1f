import { errorReply, htmlReply, startHttpServer, type HttpBehaviour, type HttpReply, type HttpServer } from '@culprit/lab';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEgress } from '../src/http/egress-reply.ts';
import { isExpectedAnswer } from '../src/http/portal-probes.ts';
import { refusalOf } from '../src/http/refusal.ts';
import { signatures } from '../src/http/refusal-signatures.ts';
import { diagnosisOf, examine, found, trialsOf } from './examine.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

const html = { 'Content-Type': 'text/html' };
const ray = { 'CF-Ray': '8f00aa11bb22cc33-HKG', Server: 'cloudflare' };
const page = (body: string, status = 403, headers: { readonly [name: string]: string } = {}): HttpReply => ({ status, headers: { ...html, ...headers }, body });

/** What each looks like: from the vendors' pages and public collections, cut to what is looked for. */
const samples: readonly (readonly [name: string, reply: HttpReply, kind: string, by: string, code?: string])[] = [
  ['Cloudflare, by its field', page('', 403, { ...ray, 'cf-mitigated': 'challenge' }), 'challenge', 'Cloudflare'],
  ['Cloudflare, by its title', page('<title>Just a moment...</title>', 503, ray), 'challenge', 'Cloudflare'],
  ['AWS WAF', page('', 405, { 'x-amzn-waf-action': 'captcha' }), 'challenge', 'AWS WAF', 'captcha'],
  ['Alibaba Cloud', page('<html><script>var arg1=\'A\';document.cookie="acw_sc__v2="</script>', 405), 'challenge', 'Alibaba Cloud WAF'],
  ['Imperva', page('<iframe src="/_Incapsula_Resource?CWUDNSAI=1">Request unsuccessful. Incapsula incident ID: 123-456</iframe>'), 'challenge', 'Imperva', '123-456'],
  ['OpenAI', { status: 403, body: { json: { error: { code: 'unsupported_country_region_territory' } } } }, 'region', 'OpenAI'],
  ['Gemini', { status: 400, body: { json: { error: { message: 'User location is not supported for the API use.' } } } }, 'region', 'Google'],
  ['CloudFront by country', page('The Amazon CloudFront distribution is configured to block access from your country.'), 'region', 'Amazon CloudFront'],
  ['Cloudflare 1009', page('error code: 1009', 403, ray), 'region', 'Cloudflare', '1009'],
  ['a service in Chinese', page('您所在的地区暂不支持'), 'region', 'the service'],
  ['Cloudflare 1020', page('<span class="cf-error-code">1020</span>', 403, ray), 'firewall', 'Cloudflare', '1020'],
  ['Cloudflare WAF', page('<h1>Sorry, you have been blocked</h1>', 403, ray), 'firewall', 'Cloudflare'],
  ['Akamai', page('<H1>Access Denied</H1> You don\'t have permission<P>Reference&#32;&#35;18&#46;2d351ab8&#46;1557333295', 403, { Server: 'AkamaiGHost' }), 'firewall', 'Akamai', '18&#46;2d351ab8&#46;1557333295'],
  ['F5', page('The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 1234567890', 200 + 203), 'firewall', 'F5 BIG-IP', '1234567890'],
  ['Azure Front Door', page('<h2>The request is blocked.</h2>', 403, { 'x-azure-ref': '20261122T000000Z-abc' }), 'firewall', 'Azure Front Door', '20261122T000000Z-abc'],
  ['Aliyun', page('<a href="https://errors.aliyun.com/error">', 405), 'firewall', 'Alibaba Cloud WAF'],
  ['Tencent', page('https://waf-static.tencent.com/501page.html', 403), 'firewall', 'Tencent Cloud WAF'],
  ['Safedog', page('<img src="http://404.safedog.cn/images/safedogsite/head.png">'), 'firewall', '安全狗 (Safedog)'],
  ['SafeLine', page('<!-- event_id: 0123456789abcdef0123456789abcdef TYPE: A -->'), 'firewall', '雷池 (SafeLine)', '0123456789abcdef0123456789abcdef'],
  ['Cloudflare 1006', page('error code: 1006', 403, ray), 'address', 'Cloudflare', '1006'],
  ['Squid', page('<title>ERROR: The requested URL could not be retrieved</title>', 403, { 'X-Squid-Error': 'ERR_ACCESS_DENIED 0' }), 'block-page', 'Squid', 'ERR_ACCESS_DENIED'],
  ['Palo Alto', htmlReply('Web Page Blocked', 503), 'block-page', 'Palo Alto Networks'],
  ['Forcepoint', page('<form action="http://10.0.0.1:15871/cgi-bin/blockpage.cgi?ws-session=1">'), 'block-page', 'Forcepoint'],
  ['Iran', page('<html><head><title>M1-6</title></head><body><iframe src="http://10.10.34.34?type=Invalid Site&policy=MainPolicy"></iframe>'), 'block-page', 'a filter in Iran'],
  ['Cloudflare 521', page('', 521, ray), 'origin', 'Cloudflare', '521'],
  ['Cloudflare 530 with 1016', page('error code: 1016', 530, ray), 'origin', 'Cloudflare', '1016'],
  ['CloudFront 502', page('CloudFront wasn\'t able to connect to the origin.', 502), 'origin', 'Amazon CloudFront'],
  ['Fastly 503', page('<title>503 first byte timeout</title>', 503, { 'X-Served-By': 'cache-hkg17921-HKG' }), 'origin', 'Fastly', 'first byte timeout'],
  ['Cloudflare 1001', page('error code: 1001', 530, ray), 'edge', 'Cloudflare', '1001'],
  ['Fastly, unknown domain', page('Fastly error: unknown domain x', 500), 'edge', 'Fastly'],
  ['Vercel', page('The deployment could not be found', 404, { 'x-vercel-error': 'DEPLOYMENT_NOT_FOUND' }), 'edge', 'Vercel', 'DEPLOYMENT_NOT_FOUND'],
];

/** The service's own words, however they came: nobody refuses in its place. */
const own: readonly (readonly [name: string, reply: HttpReply])[] = [
  ['an account refused behind Cloudflare', { status: 403, headers: ray, body: { json: { error: { message: 'You do not have access' } } } }],
  ['an API error that mentions 1020 items', { status: 400, headers: ray, body: { json: { error: 'too many: 1020' } } }],
  ['a signed S3 error behind CloudFront', { status: 403, headers: { 'X-Cache': 'Error from cloudfront', 'Content-Type': 'application/xml' }, body: '<Error><Code>AccessDenied</Code></Error>' }],
  ['nginx', htmlReply('403 Forbidden', 403)],
  ['a server error behind Cloudflare', { status: 500, headers: ray, body: 'oops' }],
  ['a gateway error behind Fastly', { status: 503, headers: { 'X-Served-By': 'cache-x', ...html }, body: '<title>503 Service Unavailable</title>' }],
];

const read = ({ status = 200, headers = {}, body = '' }: HttpReply) => refusalOf({
  status, headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
  body: { text: typeof body === 'string' ? body : JSON.stringify(body) },
});

test.for(samples)('%s', ([, reply, kind, by, code]) => {
  expect(read(reply)).toEqual({ kind, by, ...(code === undefined ? {} : { code }) });
});

test.for(own)('%s is the service itself', ([, reply]) => {
  expect(read(reply)).toBeUndefined();
});

test('any text is read in a time that grows with its length only', () => {
  const words = signatures.flatMap(({ body }) => (body === undefined ? [] : [body.source.replaceAll(/\\(.)/g, '$1')]));
  fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom(...words, 'Reference&#32;&#35;', '<iframe ', 'Request blocked.', ' '), fc.string()), { maxLength: 400 }), fc.integer({ min: 200, max: 599 }), (parts, status) => {
    const refusal = refusalOf({ status, headers: { 'cf-ray': 'x', server: 'AkamaiGHost', 'x-served-by': 'cache-1' }, body: { text: parts.join('').slice(0, 16_384) } });
    expect(refusal === undefined || (refusal.code?.length ?? 0) <= 60).toBe(true);
  }), { numRuns: 60 });
});

let server: HttpServer;
const gate: HttpBehaviour = page('error code: 1020', 403, ray);
beforeAll(async () => {
  process.env['REFUSAL_KEY'] = 'refusal-key-1';
  server = await startHttpServer({
    routes: {
      '/': { body: 'root' },
      '/challenge': page('', 403, { ...ray, 'cf-mitigated': 'challenge' }),
      '/program': { ifHeader: { name: 'user-agent', value: /^Mozilla/ }, then: { body: 'in' }, otherwise: gate },
      '/key': { ifHeader: { name: 'authorization' }, then: gate, otherwise: errorReply(401) },
      '/hotlink': { ifHeader: { name: 'referer' }, then: { body: 'in' }, otherwise: errorReply(403) },
      '/plain-agent': { ifHeader: { name: 'user-agent', value: /^Mozilla/ }, then: { body: 'in' }, otherwise: errorReply(403) },
      '/region': page('not available in your country'), '/1009': page('error code: 1009', 403, ray), '/1006': page('error code: 1006', 403, ray),
      '/region-of-programs': { ifHeader: { name: 'user-agent', value: /^Mozilla/ }, then: { body: 'in' }, otherwise: page('not available in your country') },
      '/522': page('', 522, ray), '/1001': page('error code: 1001', 530, ray), '/waf-202': page('', 202, { 'x-amzn-waf-action': 'challenge' }),
      '/redirected': { redirect: 'http://internet-positif.org/?id=1' }, '/blocked': htmlReply('Web Page Blocked'),
    },
  });
});
afterAll(async () => {
  delete process.env['REFUSAL_KEY'];
  await server[Symbol.asyncDispose]();
});

const withKey = { headers: { authorization: 'Bearer env:REFUSAL_KEY' } };
const ask = (path: string, extra: object = {}, controls: object = {}) => examine({ kind: 'http-resource', url: `${server.url}${path}`, ...extra }, controls);

test.each([
  ['/challenge', {}, 'bot-challenge#path'], ['/waf-202', {}, 'bot-challenge#path'],
  ['/program', {}, 'web-application-firewall#user-agent'], ['/key', withKey, 'web-application-firewall#credential'],
  ['/hotlink', withKey, 'request-header-rule#referer'], ['/plain-agent', withKey, 'request-header-rule#user-agent'], ['/plain-agent', { expectStatus: [200] }, 'request-header-rule#user-agent'],
  ['/region', {}, 'region-block#says-so'], ['/1009', withKey, 'region-block#says-so'], ['/1006', {}, 'address-block#for-this-path'], ['/region-of-programs', {}, 'request-header-rule#user-agent'],
  ['/522', {}, 'cdn-origin-failure#one-path'], ['/1001', {}, 'cdn-configuration#says-so'],
  ['/blocked', {}, 'block-page#page-alone'], ['/redirected', {}, 'block-page#page-alone'],
] as const)('%s with %j: %s', async (path, extra, cause) => {
  expect(found(await ask(path, extra, { sni: [] }))).toEqual([cause]);
});

test.each([[520, 'bad-answer'], [521, 'refused'], [522, 'timed-out'], [523, 'unreachable'], [525, 'tls-failed'], [530, 'unknown-name']] as const)('a CDN that is down altogether: %d, %s', async (status, reason) => {
  await using down = await startHttpServer({ fallback: page('', status, ray) });
  expect(found(await examine(`${down.url}/v1`))).toEqual([`cdn-origin-failure#${reason}`]);
});

test('a User-Agent that was let in is a remedy that was tried', async () => {
  expect(trialsOf(await ask('/program'), 'web-application-firewall')).toEqual(['name-client works', 'exempt-client not-tested']);
  expect(trialsOf(await ask('/hotlink', withKey), 'request-header-rule')).toEqual(['send-referer works']);
});

test('a refusal that was expected is an answer', async () => {
  expect((await ask('/challenge', { expectStatus: [403] })).diagnoses).toEqual([]);
});

test('the address by which one leaves is asked for on suspicion only, and told', async () => {
  await using echo = await startHttpServer({ fallback: { body: 'fl=1\nip=203.0.113.9\nloc=cn\n' } });
  await ask('/', {}, { egress: [echo.url] });
  expect(echo.requests).toEqual([]);
  const report = await ask('/1009', {}, { egress: [echo.url] });
  expect(diagnosisOf(report, 'region-block')).toMatchObject({ text: 'network/region-block#from-country', params: { address: '203.0.113.9', country: 'CN' } });
  expect(report.thirdParties).toEqual([new URL(echo.url).host]);
});

test.each([
  ['203.0.113.9\n', { address: '203.0.113.9' }], ['{"query":"2001:db8::1","countryCode":"DE","country":"Germany"}', { address: '2001:db8::1', country: 'DE' }],
  ['{"ip":"nonsense"}', undefined], ['<html>', undefined], ['{', undefined], ['', undefined],
] as const)('an echo service answers %j', (text, value) => {
  expect(readEgress(text)).toEqual(value);
});

test('whatever an echo service answers is read or refused', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
    expect(() => readEgress(text)).not.toThrow();
  }));
});

test.each([
  ['http://x/generate_204', 204, '', true], ['http://x/generate_204', 200, '', true], ['http://x/generate_204', 200, '<html>', false], ['http://x/generate_204', 302, '', false],
  ['http://x/connecttest.txt', 200, 'Microsoft Connect Test', true], ['http://x/connecttest.txt', 200, 'Log in', false],
  ['http://x/hotspot-detect.html', 200, '<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>', true], ['http://x/success.txt', 200, 'success\n', true],
  ['http://x/anything', 200, 'ok', undefined],
] as const)('the known answer of %s is not %d %j: %j', (url, status, text, expected) => {
  expect(isExpectedAnswer(url, { status, body: { text } })).toBe(expected);
});
