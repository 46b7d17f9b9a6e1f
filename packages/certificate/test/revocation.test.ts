import type { Report } from '@culprit/core';
import { httpHandler, startHttpServer, startTlsServer, type Authority, type HttpBehaviour, type HttpServer, type IssuedCertificate } from '@culprit/lab';
import { expect, test } from 'vitest';
import { answers, examine, failures, found, remedies, useWorld, withoutBugs } from './examine.ts';

const world = useWorld();
const dayMs = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * dayMs);

interface Situation {
  readonly issuer: Authority;
  readonly leaf: IssuedCertificate;
  readonly authority: HttpServer;
}

interface Statements {
  readonly staple?: Buffer;
  readonly routes?: { readonly [path: string]: HttpBehaviour };
}

/** Issues below an intermediate whose authority answers over HTTP, and examines a server with that certificate. */
async function examineWith(state: (situation: Situation) => Promise<Statements>, { depth = 'full', mustStaple = false, offline = false, now = () => new Date(), timeoutMs = 20_000 }: {
  readonly depth?: 'quick' | 'full'; readonly mustStaple?: boolean; readonly offline?: boolean; readonly now?: () => Date; readonly timeoutMs?: number;
} = {}): Promise<{ readonly report: Report; readonly authority: HttpServer }> {
  const routes: Record<string, HttpBehaviour> = {};
  await using authority = await startHttpServer({ routes });
  const issuer = await world().root.intermediate({ name: 'Issuer', crl: `${authority.url}/root.crl` });
  const leaf = await issuer.issue({ names: ['service.test'], ocsp: `${authority.url}/ocsp`, crl: `${authority.url}/issuer.crl`, mustStaple });
  const { staple, routes: given = {} } = await state({ issuer, leaf, authority });
  Object.assign(routes, given);
  await using server = await startTlsServer({ ...leaf, http: httpHandler({ fallback: { body: 'ok' } }), ...(staple === undefined ? {} : { stapledOcsp: staple }) });
  const report = await examine(server, { route: { ca: world().ca }, depth, offline, now, timeoutMs, skip: ['certificate/trust-stores'] });
  return { report: withoutBugs(report), authority };
}

const about = ({ findings }: Report): readonly string[] => findings.filter(({ check }) => check === 'certificate/revocation' || check === 'certificate/stapled-ocsp').map(({ id }) => id.replace('certificate/', ''));

test('a responder and a list that know of nothing: not revoked, and the list of the leaf is not even fetched', async () => {
  const { report, authority } = await examineWith(async ({ issuer, leaf }) => ({ routes: {
    '/ocsp': { body: await issuer.ocspResponse(leaf, 'good') }, '/root.crl': { body: await world().root.crl([]) }, '/issuer.crl': { body: await issuer.crl([]) },
  } }));
  expect(about(report)).toEqual(['revocation#good', 'revocation#good', 'stapled-ocsp#absent']);
  expect(authority.requests.map(({ method, url }) => `${method} ${url}`).toSorted()).toEqual(['GET /root.crl', 'POST /ocsp']);
  expect(report.exitCode).toBe(0);
});

test('a quick look fetches nothing', async () => {
  const { report, authority } = await examineWith(async ({ issuer, leaf }) => ({ staple: await issuer.ocspResponse(leaf, 'good') }), { depth: 'quick' });
  expect(about(report)).toEqual(['stapled-ocsp#good']);
  expect(authority.connections).toBe(0);
});

test('a revoked intermediate is found by the list of its root', async () => {
  const { report } = await examineWith(async ({ issuer, leaf }) => ({ routes: {
    '/ocsp': { body: await issuer.ocspResponse(leaf, 'good') }, '/root.crl': { body: await world().root.crl([issuer], { reason: 'keyCompromise' }) },
  } }));
  expect(failures(report)).toEqual(['certificate/revocation#revoked']);
  expect(answers(report)).toEqual(['certificate/revoked#one-source likely']);
  expect(report.diagnoses[0]?.params).toMatchObject({ subject: 'Issuer', reason: 'keyCompromise' });
});

test('a responder and a list that agree make a revocation certain', async () => {
  const { report } = await examineWith(async ({ issuer, leaf }) => ({ routes: {
    '/ocsp': { body: await issuer.ocspResponse(leaf, 'revoked') }, '/issuer.crl': { body: await issuer.crl([leaf]) }, '/root.crl': { body: await world().root.crl([]) },
  } }));
  expect(answers(report)).toEqual(['certificate/revoked#sources-agree certain']);
});

test('a list that is newer than the revocation and does not know of it leaves the matter open', async () => {
  const { report } = await examineWith(async ({ issuer, leaf }) => ({
    staple: await issuer.ocspResponse(leaf, 'revoked', { thisUpdate: inDays(-2) }),
    routes: { '/issuer.crl': { body: await issuer.crl([]) } },
  }), { depth: 'quick' });
  expect(answers(report)).toEqual(['certificate/stapled-ocsp#revoked unclaimed']);
  expect(report.diagnoses[0]?.open.map(({ text }) => text)).toEqual(['certificate/revoked#contradicted']);
});

test('a list that is older than the revocation contradicts nothing', async () => {
  const { report } = await examineWith(async ({ issuer, leaf }) => ({
    staple: await issuer.ocspResponse(leaf, 'revoked'),
    routes: { '/issuer.crl': { body: await issuer.crl([], { thisUpdate: inDays(-1) }) } },
  }), { depth: 'quick' });
  expect(answers(report)).toEqual(['certificate/revoked#one-source likely']);
});

test('a responder that takes no POST is asked by GET', async () => {
  const { report, authority } = await examineWith(async ({ issuer, leaf }) => {
    const body = await issuer.ocspResponse(leaf, 'good');
    const answer: HttpBehaviour = (request, response) => {
      const byGet = request.method === 'GET';
      response.writeHead(byGet ? 200 : 405);
      response.end(byGet ? body : '');
    };
    return { routes: { '/ocsp': answer, '/root.crl': { body: await world().root.crl([]) } } };
  });
  // The path of the GET request has the question in it, so that the route of the lab does not match it.
  expect(authority.requests.filter(({ url }) => url.startsWith('/ocsp')).map(({ method }) => method)).toEqual(['POST', 'GET']);
  expect(about(report)).toContain('revocation#unsettled');
});

test.each<[string, HttpBehaviour]>([
  ['that never answers', 'hang-before-headers'],
  ['that answers without end', 'endless-body'],
  ['whose head is huge', 'huge-header'],
  ['that redirects for ever', 'redirect-loop'],
  ['that redirects to the metadata of a cloud', { redirect: 'http://169.254.169.254/latest/meta-data/' }],
  ['that redirects to a file', { redirect: 'file:///etc/passwd' }],
  ['that answers in HTML', { body: '<!doctype html><title>Sign in</title>' }],
  ['that cuts off', 'truncated-body'],
  ['that resets', 'reset'],
  ['that trickles', { slow: { body: 'x'.repeat(10_000), bytes: 1, intervalMs: 50 } }],
])('an authority %s makes nothing but inconclusive findings', async (_, behaviour) => {
  const { report } = await examineWith(async () => ({ routes: { '/ocsp': behaviour, '/issuer.crl': behaviour, '/root.crl': behaviour } }), { timeoutMs: 6_000 });
  expect(failures(report)).toEqual([]);
  expect(report.exitCode).toBe(0);
  expect(about(report).filter((id) => id !== 'stapled-ocsp#absent').every((id) => id === 'revocation#unsettled' || id === 'not-judged#blocked')).toBe(true);
});

test('offline nobody is asked', async () => {
  const { report, authority } = await examineWith(async ({ issuer }) => ({ routes: { '/issuer.crl': { body: await issuer.crl([]) } } }), { offline: true });
  expect(about(report)).toEqual(['revocation#not-asked', 'revocation#not-asked', 'stapled-ocsp#absent']);
  expect(authority.connections).toBe(0);
});

test('a service with a private name does not tell a public responder of itself', async () => {
  const leaf = await world().root.issue({ names: ['service.test'], ocsp: 'http://ocsp.example.com/', crl: 'http://crl.example.com/root.crl' });
  await using server = await startTlsServer({ ...leaf, http: httpHandler({ fallback: { body: 'ok' } }) });
  const report = withoutBugs(await examine(server, { route: { ca: world().ca }, depth: 'full' }));
  expect(about(report)).toEqual(['revocation#not-asked', 'stapled-ocsp#absent']);
  expect(report.thirdParties).toEqual([]);
});

test('a certificate that names no place for its status is normal', async () => {
  const leaf = await world().root.issue({ names: ['service.test'] });
  await using server = await startTlsServer({ ...leaf, http: httpHandler({ fallback: { body: 'ok' } }) });
  const report = withoutBugs(await examine(server, { route: { ca: world().ca }, depth: 'full' }));
  expect(about(report)).toEqual(['revocation#no-location', 'stapled-ocsp#absent']);
  expect(report.exitCode).toBe(0);
});

test('a stale staple is a warning, and a failure where the certificate demands one', async () => {
  const stale = async ({ issuer, leaf }: Situation): Promise<Statements> => ({ staple: await issuer.ocspResponse(leaf, 'good', { thisUpdate: inDays(-9), nextUpdate: inDays(-2) }) });
  const { report: warned } = await examineWith(stale, { depth: 'quick' });
  expect([failures(warned), warned.exitCode]).toEqual([['certificate/stapled-ocsp#stale'], 0]);
  const { report: failed } = await examineWith(stale, { depth: 'quick', mustStaple: true });
  expect([failures(failed), failed.exitCode]).toEqual([['certificate/stapled-ocsp#stale-demanded'], 1]);
  expect(answers(failed)).toEqual(['certificate/ocsp-staple-invalid#out-of-date certain']);
});

test("a staple that only this machine's clock makes stale is not to blame", async () => {
  const { report } = await examineWith(async ({ issuer, leaf }) => ({ staple: await issuer.ocspResponse(leaf, 'good') }), { depth: 'quick', now: () => inDays(5) });
  expect(failures(report)).toContain('certificate/stapled-ocsp#stale');
  expect(report.diagnoses.flatMap(({ ruledOut }) => ruledOut.map(({ text }) => text))).toContain('certificate/ocsp-staple-invalid#clock');
  expect(answers(report)).not.toContain('certificate/ocsp-staple-invalid#out-of-date certain');
});

test('a wrong staple is the server\'s where the responder says good, and may be the authority\'s where it does not', async () => {
  const wrong = (status: 'good' | 'unauthorized') => async ({ issuer, leaf }: Situation): Promise<Statements> => ({
    staple: await issuer.ocspResponse(await issuer.issue(), 'good'), routes: { '/ocsp': { body: await issuer.ocspResponse(leaf, status) } },
  });
  const { report: server } = await examineWith(wrong('good'), { depth: 'quick' });
  expect(answers(server)).toEqual(['certificate/ocsp-staple-invalid#responder-differs certain']);
  expect(remedies(server)).toEqual(['certificate/repair-stapling works']);
  const { report: authority } = await examineWith(wrong('unauthorized'), { depth: 'quick' });
  expect(authority.diagnoses[0]?.open.map(({ text }) => text)).toEqual(['certificate/ocsp-staple-invalid#responder-too']);
});

test('garbage in place of a staple is named, and harms nothing else', async () => {
  const { report } = await examineWith(async () => ({ staple: Buffer.alloc(2_000, 0x30) }), { depth: 'quick' });
  expect(failures(report)).toEqual(['certificate/stapled-ocsp#invalid']);
  expect(answers(report)).toEqual(['certificate/ocsp-staple-invalid#as-sent likely']);
  expect(found(report)).toContain('certificate/trust#trusted');
});

test('a must-staple certificate without a staple is to blame after a second handshake', async () => {
  const { report } = await examineWith(async () => ({}), { depth: 'quick', mustStaple: true });
  expect(answers(report)).toEqual(['certificate/must-staple-missing#never certain']);
});

test('with its checks skipped nobody is asked about revocation', async () => {
  await using authority = await startHttpServer({ routes: {} });
  const leaf = await world().root.issue({ names: ['service.test'], crl: `${authority.url}/root.crl` });
  await using server = await startTlsServer({ ...leaf });
  const report = await examine(server, { route: { ca: world().ca }, depth: 'full', skip: ['certificate/revocation', 'certificate/stapled-ocsp'] });
  expect(about(report)).toEqual([]);
  expect(authority.connections).toBe(0);
});
