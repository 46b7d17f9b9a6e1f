import { createAuthority, httpHandler, startTlsServer, type TlsServer } from '@culprit/lab';
import { run, type Report } from '@culprit/core';
import network from '@culprit/network';
import { expect, test } from 'vitest';
import manifest from '../src/manifest.ts';
import { renewalState } from '../src/validity-period.ts';
import { answers, examine, examineServer, failures, remedies, targetsOnly, useWorld, withoutBugs } from './examine.ts';

const world = useWorld();
const names = ['service.test'];
const dayMs = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * dayMs);

/** A server with such a certificate whose web server tells the time. */
async function startDated(validity: { readonly notBefore?: Date; readonly notAfter?: Date }): Promise<TlsServer> {
  const leaf = await world().root.issue({ names, ...validity });
  return startTlsServer({ ...leaf, http: httpHandler({ fallback: { body: 'ok' } }) });
}

const route = (): { readonly ca: string } => ({ ca: world().ca });

test('a certificate past its end has expired where another clock says the same', async () => {
  await using server = await startDated({ notBefore: inDays(-90), notAfter: inDays(-1) });
  const report = withoutBugs(await examine(server, { route: route() }));
  expect(failures(report)).toEqual(['certificate/validity-period#expired']);
  expect(answers(report)).toEqual(['certificate/expired#clock-agrees certain']);
  expect(remedies(report)).toEqual(['certificate/renew-certificate not-tested']);
});

test("a certificate that only this machine's clock makes expired is not to blame", async () => {
  await using server = await startDated({});
  const report = withoutBugs(await examine(server, { route: route(), now: () => inDays(2 * 365) }));
  expect(failures(report)).toEqual(['certificate/validity-period#expired']);
  expect(report.diagnoses[0]?.claimed).toBe(false);
  expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toEqual(['certificate/expired-cross-sign#no-cross-sign', 'certificate/expired#clock']);
});

test('without another clock an expired certificate stays a suspicion', async () => {
  const leaf = await world().root.issue({ names, notBefore: inDays(-90), notAfter: inDays(-1) });
  const report = withoutBugs(await examineServer({ ...leaf, onConnection: (socket) => socket.end() }, { route: route() }));
  expect(answers(report)).toEqual(['certificate/validity-period#expired unclaimed']);
  expect(report.diagnoses[0]?.open.map(({ text }) => text)).toEqual(['certificate/expired#no-clock']);
});

test('an intermediate that has expired is named with its place in the path', async () => {
  const { root } = world();
  const intermediate = await root.intermediate({ name: 'Old Intermediate', notBefore: inDays(-90), notAfter: inDays(-1) });
  const leaf = await intermediate.issue({ names });
  await using server = await startTlsServer({ ...leaf, http: httpHandler({ fallback: { body: 'ok' } }) });
  const report = withoutBugs(await examine(server, { route: route() }));
  expect(answers(report)).toEqual(['certificate/expired#clock-agrees certain']);
  expect(report.diagnoses[0]?.params).toMatchObject({ subject: 'Old Intermediate', position: 2 });
});

test('an expired cross-signed certificate beside a valid path does no harm', async () => {
  const { root } = world();
  const modern = world().file('modern.pem', root.certificate);
  const legacy = await createAuthority({ name: 'Legacy Root' });
  const crossed = await legacy.crossSign(root, { notBefore: inDays(-90), notAfter: inDays(-1) });
  const leaf = await root.issue({ names });
  const report = withoutBugs(await examineServer({ chain: [...leaf.chain, crossed], key: leaf.key }, { route: { ca: modern } }));
  expect(failures(report)).toEqual([]);
});

test('a certificate before its beginning is not yet valid where another clock says the same', async () => {
  await using server = await startDated({ notBefore: inDays(1), notAfter: inDays(30) });
  const report = withoutBugs(await examine(server, { route: route() }));
  expect(failures(report)).toEqual(['certificate/validity-period#not-yet-valid']);
  expect(answers(report)).toEqual(['certificate/not-yet-valid#clock-agrees certain']);
});

test("a certificate that only this machine's clock makes too young is not to blame", async () => {
  await using server = await startDated({ notBefore: inDays(-1) });
  const report = withoutBugs(await examine(server, { route: route(), now: () => inDays(-365) }));
  expect(failures(report)).toEqual(['certificate/validity-period#not-yet-valid']);
  expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toEqual(['certificate/not-yet-valid#clock']);
});

test('a certificate that expires soon is a warning, earlier or later as the option says', async () => {
  await using server = await startDated({ notBefore: inDays(-80), notAfter: inDays(10) });
  const soon = withoutBugs(await examine(server, { route: route() }));
  expect(failures(soon)).toEqual(['certificate/validity-period#expiring']);
  expect(soon.exitCode).toBe(0);
  const relaxed: Report = await run({
    plugins: [targetsOnly, manifest], checks: { 'certificate/validity-period': { warnDays: 5 } },
    targets: [{ kind: 'tls-endpoint', host: 'service.test', port: 443, route: { proxy: 'direct', connectTo: `${server.host}:${server.port}`, ca: world().ca } }],
  });
  expect(failures(withoutBugs(relaxed))).toEqual([]);
});

const lived = (lifetime: number, left: number): ReturnType<typeof renewalState> =>
  renewalState({ notBefore: inDays(left - lifetime).toISOString(), notAfter: inDays(left).toISOString() }, new Date());

test.each([
  [398, 22, 'in-time'], [398, 20, 'late'], [398, 6, 'very-late'],
  [90, 22, 'in-time'], [90, 20, 'late'], [90, 8, 'late'], [90, 6, 'very-late'],
  [47, 12, 'in-time'], [47, 11, 'late'], [47, 4, 'very-late'],
  [6.6, 2, 'in-time'], [6.6, 1.5, 'late'], [6.6, 0.6, 'very-late'],
])('of a certificate of %d days, %d left are %s', (lifetime, left, state) => {
  expect(lived(lifetime, left)).toBe(state);
});

test.each([
  ['the certificate', 0, -1, 'certificate/expired#clock-agrees certain'],
  ['the clock, which is ahead', 2 * 365, 30, 'network/clock-skew#fits-corrected likely'],
  ['the clock, which is behind', -365, 30, 'network/clock-skew#fits-corrected likely'],
])('exactly one is to blame: %s', async (_, shiftDays, endDays, answer) => {
  await using server = await startDated({ notBefore: inDays(-60), notAfter: inDays(endDays) });
  const report = await run({
    plugins: [network, manifest], controls: { resolvers: [], sni: [], timeSources: [], portals: [] },
    targets: [{ kind: 'http-resource', url: 'https://service.test/', route: { proxy: 'direct', connectTo: `${server.host}:${server.port}`, ca: world().ca } }],
  }, { now: () => inDays(shiftDays) });
  expect(answers(withoutBugs(report))).toEqual([answer]);
});
