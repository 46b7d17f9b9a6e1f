import { createAuthority, errorReply, htmlReply, httpHandler, startHttpServer, startTlsServer, type HttpBehaviour, type HttpServer } from '@culprit/lab';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diagnosisOf, examine, found, trialsOf } from './examine.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

const withKey: HttpBehaviour = { ifHeader: { name: 'authorization' }, then: errorReply(401), otherwise: { body: 'public' } };
let server: HttpServer;
beforeAll(async () => {
  server = await startHttpServer({
    routes: {
      '/': { body: 'root' },
      '/401': { status: 401 }, '/401-bearer': { status: 401, headers: { 'WWW-Authenticate': 'Bearer realm="x"' } }, '/401-key': withKey, '/403': errorReply(403),
      '/403-right': { ifHeader: { name: 'authorization' }, then: errorReply(403), otherwise: errorReply(401) },
      '/challenge': { status: 403, headers: { 'cf-ray': '1', 'cf-mitigated': 'challenge', Server: 'cloudflare', 'Content-Type': 'text/html' }, body: '<title>Just a moment...</title>' },
      '/400': errorReply(400), '/402': errorReply(402), '/407': errorReply(407), '/421': errorReply(421), '/451': { status: 451, headers: { Link: '<https://court.example/>; rel="blocked-by"' } }, '/451-bare': errorReply(451), '/502-named': { status: 502, headers: { Server: 'edge/1.2' } },
      '/429': errorReply(429, { retryAfter: 120 }), '/429-date': errorReply(429, { retryAfter: new Date(Date.now() + 3_600_000) }), '/429-bare': errorReply(429), '/429-reset': { status: 429, headers: { 'X-RateLimit-Reset-Requests': '1m30s', 'X-RateLimit-Reset-Tokens': '20ms' } },
      '/500': errorReply(500), '/502': errorReply(502), '/503': errorReply(503), '/503-wait': errorReply(503, { retryAfter: 30 }),
      '/v1/models': { body: { json: [] } }, '/models': htmlReply('Console'), '/api/page': htmlReply('Docs'), '/page': htmlReply('Home'),
      '/hang': 'hang-before-headers', '/stall': 'hang-after-headers', '/empty': 'empty-reply', '/reset': 'reset', '/cut': 'truncated-body', '/cut-once': { inOrder: ['truncated-body', { body: 'whole' }] },
      '/chunks': 'broken-chunked', '/gzip': 'broken-gzip', '/gzip-only': { ifHeader: { name: 'accept-encoding' }, then: { body: 'ok' }, otherwise: 'broken-gzip' }, '/gbk': { headers: { 'Content-Type': 'text/plain' }, body: Uint8Array.of(0xd6, 0xd0, 0xce, 0xc4) }, '/big': 'huge-header', '/garbled': 'malformed-status-line', '/loop': 'redirect-loop', '/to-ftp': { redirect: 'ftp://x/' }, '/to-nothing': { redirect: 'http://127.0.0.1:1/' }, '/to-500': { redirect: '/500' }, '/no-location': { status: 302 }, '/fine': { redirect: '/page' },
    },
  });
});
afterAll(() => server[Symbol.asyncDispose]());

process.env['LAB_KEY'] = 'lab-key-1';
const key = { authorization: 'Bearer env:LAB_KEY' };
const ask = (path: string, headers?: { readonly [name: string]: string }, extra: object = {}) =>
  examine({ kind: 'http-resource', url: `${server.url}${path}`, ...(headers === undefined ? {} : { headers: { ...headers } }), ...extra }, {}, { timeoutMs: 4_000 });

test.each([
  ['/401', key, ['http-unauthorized#same-without']],
  ['/401-bearer', key, ['http-unauthorized#same-without-scheme']],
  ['/401-key', key, ['http-unauthorized#credential-refused']],
  ['/403', key, ['http-forbidden#whoever-asks']],
  ['/403-right', key, ['http-forbidden#right-lacking']],
  ['/challenge', key, ['bot-challenge#path']],
  ['/402', undefined, ['http-payment-required#asks-for-payment']],
  ['/407', undefined, ['upstream-proxy-authentication#no-proxy-here']],
  ['/421', undefined, ['misdirected-request#by-address']],
  ['/451', undefined, ['legal-block#blocker-named']],
  ['/451-bare', undefined, ['legal-block#by-status']],
  ['/429', undefined, ['rate-limited#retry-after']],
  ['/429-date', undefined, ['rate-limited#retry-after']],
  ['/429-bare', undefined, ['rate-limited#no-retry-after']],
  ['/429-reset', undefined, ['rate-limited#limit-reset']],
  ['/500', undefined, ['server-error#this-path']],
  ['/502', undefined, ['gateway-error#one-backend']],
  ['/502-named', undefined, ['gateway-error#one-backend-server']],
  ['/503', undefined, ['server-error#this-path']],
  ['/503-wait', undefined, ['service-overloaded#come-back']],
  ['/nothing', undefined, ['http-not-found#no-such-path']],
  ['/v1/v1/models', undefined, ['http-not-found#doubled-segment']],
  ['/models', { accept: 'application/json' }, ['html-instead-of-data#prefix-missing']],
  ['/api/page', undefined, ['html-instead-of-data#titled-page']],
  ['/reset', undefined, ['http-reset#path-reset']],
  ['/hang', undefined, ['http-silence#path-silent']],
  ['/stall', undefined, ['http-silence#body-stalls']],
  ['/empty', undefined, ['empty-reply#path-closes']],
  ['/cut', undefined, ['truncated-body#every-time']],
  ['/cut-once', undefined, ['truncated-body#this-time']],
  ['/chunks', undefined, ['malformed-response#wrong-framing']],
  ['/gzip', undefined, ['damaged-compression#plain-too']],
  ['/gzip-only', undefined, ['damaged-compression#plain-is-sound']],
  ['/gbk', undefined, ['wrong-charset#fits-another']],
  ['/big', undefined, ['malformed-response#head-too-large']],
  ['/garbled', undefined, ['malformed-response#other-protocol']],
  ['/loop', undefined, ['redirect-loop#too-many']],
  ['/to-ftp', undefined, ['redirect-loop#invalid-location']],
  ['/to-nothing', undefined, ['redirect-target-failure#connection']],
  ['/to-500', undefined, ['redirect-target-failure#error-status']],
  ['/no-location', undefined, ['redirect-loop#no-location']],
] as const)('%s with %j: %j', async (path, headers, causes) => {
  expect(found(await ask(path, headers))).toEqual(causes);
});

test.each([
  ['/', undefined, 'answered'], ['/page', undefined, 'answered'], ['/page', { accept: 'text/html' }, 'answered'], ['/v1/models', undefined, 'answered'],
  ['/fine', undefined, 'redirected'], ['/401', undefined, 'not-judged'], ['/403', { accept: 'text/plain' }, 'not-judged'], ['/api/page', { accept: 'text/html,*/*' }, 'answered'],
] as const)('%s with %j is no trouble: %s', async (path, headers, finding) => {
  const report = await ask(path, headers);
  expect(report.findings.find(({ check }) => check === 'network/http-response')?.id).toBe(`network/http-response#${finding}`);
  expect(report.diagnoses).toEqual([]);
});

/** The failures that stand for themselves, each with its remedies. */
const alone = ({ diagnoses }: Awaited<ReturnType<typeof ask>>) => diagnoses.filter(({ claimed }) => !claimed).map(({ cause, remedies }) => [cause, ...remedies.map(({ id }) => id)]);

test('a failure that no cause claims says what to do', async () => {
  expect(alone(await ask('/400'))).toEqual([['network/http-response#client-error', 'network/correct-request']]);
  expect(alone(await ask('/', { 'x-key': 'line\nbreak' }))).toEqual([['network/http-response#not-sent', 'network/correct-header-field']]);
});

test('an answer without a redirect has the exchange alone as its witness, and nothing more was requested', async () => {
  const report = await ask('/400');
  const factOf = new Map(report.evidence.map(({ id, fact }) => [id, fact]));
  expect(report.diagnoses[0]?.witness.map((id) => factOf.get(id))).toEqual(['network/http-exchange']);
  expect(report.findings.find(({ check }) => check === 'network/redirects')?.id).toBe('network/redirects#none');
  expect(report.evidence.filter(({ fact }) => fact === 'network/http-exchange').map(({ input }) => input['url'])).toEqual([`${server.url}/400`]);
});

test('a redirect is followed to its end, once', async () => {
  const report = await ask('/fine');
  expect(report.findings.filter(({ layer }) => layer === 'http').map(({ id, params }) => [id, params['last'] ?? params['to']])).toEqual([
    ['network/http-response#redirected', '/page'], ['network/redirects#arrived', `${server.url}/page`],
  ]);
  expect(report.evidence.filter(({ fact }) => fact === 'network/http-exchange')).toHaveLength(2);
  expect(report.diagnoses).toEqual([]);
  // One that was expected is an answer like any other.
  expect((await ask('/loop', undefined, { expectStatus: [302] })).diagnoses).toEqual([]);
});

test.each([['empty-reply', 'closed'], ['hang-before-headers', 'timed-out']] as const)('%s for one name only is a filter, and one diagnosis', async (fault, reason) => {
  await using filtered = await startHttpServer({ fallback: { ifHeader: { name: 'host', value: /^localhost/ }, then: fault, otherwise: { body: 'ok' } } });
  const report = await examine(`http://localhost:${filtered.port}/file`);
  expect(report.diagnoses.map(({ text }) => text)).toEqual([`network/host-header-filtered#${reason}`]);
});

test('a reset for one name only is a filter that reads the request; a reset for all is not', async () => {
  await using filtered = await startHttpServer({ fallback: (request, response) => void (request.headers.host?.startsWith('localhost') === true ? request.socket.resetAndDestroy() : response.end('ok')) });
  const report = await examine(`http://localhost:${filtered.port}/file`);
  expect(found(report)).toEqual(['host-header-filtered#reset']);
  expect(report.diagnoses).toHaveLength(1);
  expect(report.thirdParties).toEqual([]);
  await using broken = await startHttpServer({ fallback: 'reset' });
  expect(found(await examine(`http://localhost:${broken.port}/file`))).toEqual(['http-reset#always']);
  expect(diagnosisOf(await examine(`http://localhost:${broken.port}/`), 'http-reset')).toMatchObject({ text: 'network/http-reset#once', confidence: 'likely' });
});

test('an expected status decides', async () => {
  expect((await ask('/nothing', undefined, { expectStatus: [404] })).diagnoses).toEqual([]);
  expect(alone(await ask('/page', undefined, { expectStatus: [204] }))).toEqual([['network/http-response#unexpected-status', 'network/compare-status']]);
});

test('a bare host that answers anything is there', async () => {
  await using bare = await startHttpServer({ fallback: errorReply(404) });
  expect((await examine(`${bare.url}/`)).diagnoses).toEqual([]);
  await using down = await startHttpServer({ fallback: errorReply(503) });
  expect(found(await examine(`${down.url}/`))).toEqual(['server-error#path-unknown']);
});

test('Retry-After is told in seconds and as a moment', async () => {
  const params = diagnosisOf(await ask('/429'), 'rate-limited')?.params;
  expect(params).toMatchObject({ retryAfterSeconds: 120, retryAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string });
  // A moment an hour after the test began: what is left of it depends on how busy the machine is.
  const left = diagnosisOf(await ask('/429-date'), 'rate-limited')?.params['retryAfterSeconds'];
  expect(left).toBeGreaterThan(600);
  expect(left).toBeLessThanOrEqual(3_600);
});

test('an answer of the service proves the layers below it', async () => {
  const { findings } = await ask('/500');
  expect(findings.filter(({ outcome, layer }) => layer !== 'http' && outcome === 'fail')).toEqual([]);
});

test('what a doubled segment and a missing prefix should be is tried', async () => {
  expect(trialsOf(await ask('/v1/v1/models'), 'http-not-found')).toEqual(['remove-doubled-segment works']);
  expect(trialsOf(await ask('/models', { accept: 'application/json' }), 'html-instead-of-data')).toEqual(['correct-base-url works']);
});

test('http:// to a port that wants TLS is told from an empty reply, and https:// is tried', async () => {
  const leaf = await (await createAuthority({ name: 'Lab Root' })).issue({ names: ['localhost'] });
  await using tls = await startTlsServer({ chain: leaf.chain, key: leaf.key, http: httpHandler({ fallback: { body: 'ok' } }) });
  const report = await examine(`http://localhost:${tls.port}/`);
  expect(found(report)).toEqual(['tls-expected#handshake-passes']);
  expect(trialsOf(report, 'tls-expected')).toEqual(['use-https works']);
});

test('a captive portal redirects everybody', async () => {
  await using portal = await startHttpServer({ fallback: { redirect: 'http://wifi.hotel.invalid/login' } });
  await using site = await startHttpServer({ fallback: { redirect: 'http://wifi.hotel.invalid/login' } });
  const report = await examine(`http://localhost:${portal.port}/file`, { portals: [`${site.url}/generate_204`] });
  expect(found(report)).toEqual(['captive-portal#known-answer-replaced']);
  expect(report.thirdParties).toContain(`127.0.0.1:${site.port}`);
});

test('a redirect to a log-in page is no portal where known answers come', async () => {
  await using open = await startHttpServer({ fallback: { status: 204 } });
  await using service = await startHttpServer({ fallback: { redirect: 'http://wifi.hotel.invalid/login' } });
  const report = await examine(`http://localhost:${service.port}/file`, { portals: [`${open.url}/generate_204`] });
  expect(found(report)).toEqual([]);
  expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toContain('network/captive-portal#known-answer-came');
});

test('without another site to ask a portal is likely, and 511 is certain', async () => {
  await using portal = await startHttpServer({ routes: { '/511': { status: 511 } }, fallback: { redirect: 'http://wifi.hotel.invalid/login' } });
  expect(diagnosisOf(await examine(`http://localhost:${portal.port}/file`), 'captive-portal')).toMatchObject({ confidence: 'likely', text: 'network/captive-portal#redirected-to-portal' });
  expect(diagnosisOf(await examine(`http://localhost:${portal.port}/511`), 'captive-portal')).toMatchObject({ confidence: 'certain', text: 'network/captive-portal#says-so' });
});

test('without another site to ask nobody is asked, and the target is no third party', async () => {
  await using portal = await startHttpServer({ fallback: { status: 511 } });
  const report = await examine({ kind: 'http-resource', url: 'http://service.example/file', route: { connectTo: `127.0.0.1:${portal.port}` } });
  expect(found(report)).toEqual(['captive-portal#says-so']);
  expect([report.thirdParties, portal.requests.length]).toEqual([[], 1]);
});

test('a portal without a redirect is found by what it puts in the place of a known answer, and third parties are left alone for private names', async () => {
  await using network = await startHttpServer({ fallback: htmlReply('Sign in to the network') });
  const report = await examine({ kind: 'http-resource', url: `http://localhost:${network.port}/v1/models` }, { portals: ['http://portal-probe.example.com/generate_204', `${network.url}/generate_204`] });
  expect(found(report)).toContain('captive-portal#known-answer-replaced-by-page');
  expect(report.thirdParties).toEqual([`127.0.0.1:${network.port}`]);
});

test('what is sound without compression is asked for so', async () => {
  expect(trialsOf(await ask('/gzip-only'), 'damaged-compression')).toEqual(['ask-uncompressed works', 'repair-compression not-tested']);
});
