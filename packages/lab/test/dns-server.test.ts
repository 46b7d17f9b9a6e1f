import { Resolver } from 'node:dns/promises';
import { expect, test } from 'vitest';
import { type LoopbackAddress, startDnsServer } from '../src/index.ts';
import { askTcp, askUdp, data, decoded, query, rcode } from './dns-client.ts';

function resolver(server: LoopbackAddress): Resolver {
  const client = new Resolver({ timeout: 500, tries: 1 });
  client.setServers([`${server.host}:${server.port}`]);
  return client;
}

test('addresses are answered on UDP and TCP, whatever the letter case', async () => {
  await using server = await startDnsServer({ answers: { 'API.example': { a: ['127.0.0.1'], aaaa: ['::1'], ttl: 7 } } });
  expect(await resolver(server).resolve4('api.EXAMPLE', { ttl: true })).toEqual([{ address: '127.0.0.1', ttl: 7 }]);
  expect(await resolver(server).resolve6('api.example')).toEqual(['::1']);
  expect(data(decoded(await askTcp(server, 'api.example', 'A')), 'A')).toEqual(['127.0.0.1']);
  expect(server.queries.map(({ transport, type }) => `${transport} ${type}`)).toEqual(['udp A', 'udp AAAA', 'tcp A']);
});

test('a type without records is NODATA and an unlisted name NXDOMAIN', async () => {
  await using server = await startDnsServer({ answers: { 'api.example': { a: ['127.0.0.1'] } } });
  await expect(resolver(server).resolve6('api.example')).rejects.toMatchObject({ code: 'ENODATA' });
  await expect(resolver(server).resolve4('other.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
});

test('a CNAME brings the records of its target, and a wildcard covers names below', async () => {
  await using server = await startDnsServer({
    answers: { 'www.example': { cname: 'edge.cdn.example' }, '*.cdn.example': { a: ['127.0.0.2'] } },
  });
  expect(await resolver(server).resolve4('www.example')).toEqual(['127.0.0.2']);
  expect(await resolver(server).resolveCname('www.example')).toEqual(['edge.cdn.example']);
});

test('a CNAME loop ends', async () => {
  await using server = await startDnsServer({ answers: { 'a.example': { cname: 'b.example' }, 'b.example': { cname: 'a.example' } } });
  const [reply] = await askUdp(server, 'a.example', 'A');
  expect(data(decoded(reply), 'CNAME').length).toBeLessThan(20);
});

test.each([
  ['nxdomain', 3],
  ['servfail', 2],
  ['refused', 5],
] as const)('%s is answered with its RCODE', async (fault, code) => {
  await using server = await startDnsServer({ answers: {}, fallback: fault });
  const [reply] = await askUdp(server, 'api.example', 'A');
  expect(rcode(decoded(reply))).toBe(code);
});

test('silence answers nothing but records the question', async () => {
  await using server = await startDnsServer({ answers: { 'api.example': 'silence' } });
  expect(await askUdp(server, 'api.example', 'A', { patienceMs: 150 })).toEqual([]);
  expect(server.queries).toEqual([{ name: 'api.example', type: 'A', transport: 'udp' }]);
  expect(await server.respond(query('api.example', 'A'))).toBeUndefined();
});

test('a late answer comes after its delay', async () => {
  await using server = await startDnsServer({ answers: { 'api.example': { lateMs: 200, then: { a: ['127.0.0.1'] } } } });
  expect(await askUdp(server, 'api.example', 'A', { patienceMs: 50 })).toEqual([]);
  const [reply] = await askUdp(server, 'api.example', 'A');
  expect(data(decoded(reply), 'A')).toEqual(['127.0.0.1']);
});

test('racing sends a forged answer without EDNS before the genuine one, on TCP the genuine alone', async () => {
  await using server = await startDnsServer({
    answers: { 'api.example': { racing: [{ a: ['203.0.113.9'] }, { a: ['127.0.0.1'] }], gapMs: 10 } },
  });
  const replies = (await askUdp(server, 'api.example', 'A', { enough: 2 })).map(decoded);
  expect(replies.map((reply) => data(reply, 'A'))).toEqual([['203.0.113.9'], ['127.0.0.1']]);
  expect(replies.map((reply) => reply.additionals.length)).toEqual([0, 1]);
  expect(data(decoded(await askTcp(server, 'api.example', 'A')), 'A')).toEqual(['127.0.0.1']);
});

test('truncated sets TC on UDP and answers on TCP', async () => {
  await using server = await startDnsServer({ answers: { 'api.example': { truncated: { a: ['127.0.0.1'] } } } });
  const [reply] = await askUdp(server, 'api.example', 'A');
  expect(decoded(reply).flags & 0x0200).toBe(0x0200);
  expect(await resolver(server).resolve4('api.example')).toEqual(['127.0.0.1']);
});

test('wrongId and garbage are no answer to a resolver', async () => {
  await using server = await startDnsServer({
    answers: { 'id.example': { wrongId: { a: ['127.0.0.1'] } }, 'noise.example': 'garbage' },
  });
  const [reply] = await askUdp(server, 'id.example', 'A');
  expect(decoded(reply).id).toBe(4712);
  await expect(resolver(server).resolve4('id.example')).rejects.toMatchObject({ code: 'ETIMEOUT' });
  await expect(resolver(server).resolve4('noise.example')).rejects.toThrow();
});

test('byType breaks one record type alone', async () => {
  await using server = await startDnsServer({
    answers: { 'api.example': { byType: { AAAA: 'servfail' }, otherwise: { a: ['127.0.0.1'] } } },
  });
  expect(await resolver(server).resolve4('api.example')).toEqual(['127.0.0.1']);
  await expect(resolver(server).resolve6('api.example')).rejects.toMatchObject({ code: 'ESERVFAIL' });
});
