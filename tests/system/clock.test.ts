import { createAuthority, httpHandler, startHttpServer, startTlsServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { scratchFolder } from './daemon.ts';
import { broken, examine, healthy, outcomeOf } from './examine.ts';
import { apt, because, firstReason, program } from './requirements.ts';

const reason = firstReason(apt('faketime'), program('faketime'));
const [skip, why] = [reason !== undefined, because(reason)];

/** A clock that is off, for one program alone. Waiting goes by the true monotonic clock. */
const clockAt = (offset: string): readonly string[] => ['faketime', '--exclude-monotonic', '-f', offset];

const [days, years] = [400 * 86_400_000, 5 * 365.25 * 86_400_000];

test.skipIf(skip).for([
  ['right', [], undefined, 0],
  ['400 days ahead', clockAt('+400d'), 'network/clock-skew', days],
  ['five years behind', clockAt('-5y'), 'network/clock-skew', -years],
  ['twenty minutes ahead', clockAt('+20m'), 'network/clock-skew', 20 * 60_000],
  ['one minute behind', clockAt('-1m'), undefined, -60_000],
] as const)(`a healthy service looked at with a clock that is %s${why}`, async ([, by, cause, offset]) => {
  const authority = await createAuthority({ name: 'System Root', notBefore: new Date(Date.now() - 40 * 86_400_000) });
  const { chain, key } = await authority.issue({ names: ['127.0.0.1'], notBefore: new Date(Date.now() - 40 * 86_400_000) });
  await using server = await startTlsServer({ chain, key, http: httpHandler({ fallback: { body: 'ok' } }) });
  await using first = await startHttpServer({ fallback: { body: 'ok' } });
  await using second = await startHttpServer({ fallback: { body: 'ok' } });
  using folder = scratchFolder({ 'ca.pem': authority.certificate });
  const args = [`https://127.0.0.1:${server.port}/`, '--ca', `${folder.path}/ca.pem`];
  const examined = await examine(args, { by, controls: { timeSources: [first.url, second.url] } });
  // Whether the clock was off at all; a day is the rounding of a year.
  expect(Math.abs(Date.parse(examined.report.startedAt) - Date.now() - offset)).toBeLessThan(2 * 86_400_000);
  expect(outcomeOf(examined)).toEqual(cause === undefined ? healthy : broken(cause));
});
