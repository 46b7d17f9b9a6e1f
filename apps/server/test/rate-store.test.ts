import { expect, test } from 'vitest';
import { rateStore } from '../src/api/rate-store.ts';

function counting(): { at: number; ask(key: string): { current: number; ttl: number } } {
  const counting = { at: 5, ask: (key: string) => { let told = { current: 0, ttl: 0 }; store.incr(key, (_, result) => (told = result ?? told), 60_000, 20); return told; } };
  const store = new (rateStore(() => counting.at))({});
  return counting;
}

test('requests of a minute are counted by address, and the next minute begins anew', () => {
  const minute = counting();
  expect([minute.ask('a'), minute.ask('b')]).toEqual([{ current: 1, ttl: 60_000 }, { current: 1, ttl: 60_000 }]);
  minute.at += 59_999;
  expect(minute.ask('a')).toEqual({ current: 2, ttl: 1 });
  minute.at += 1;
  expect(minute.ask('a')).toEqual({ current: 1, ttl: 60_000 });
});

test('addresses that asked longest ago are forgotten, so that many of them fill no memory', () => {
  const minute = counting();
  for (let address = 0; address < 10_001; address += 1) minute.ask(`address ${address}`);
  expect([minute.ask('address 10000').current, minute.ask('address 1').current, minute.ask('address 0').current]).toEqual([2, 2, 1]);
});
