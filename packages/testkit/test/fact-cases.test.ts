import { createServer, connect, type AddressInfo } from 'node:net';
import { defineFact, type Fact, type Handle, type Json } from '@culprit/core';
import { describe, expect, test } from 'vitest';
import { exhibitLimit, factCases, gather, type FactSetup } from '../src/index.ts';
import { register } from '../src/vitest.ts';
import { failures } from './failures.ts';
import { knock, type Gate } from './sound-plugin.ts';

const setup: FactSetup<Gate, { readonly outcome: 'answered' | 'timed-out' }> = { unanswered: () => ({ input: { name: 'nobody' } }), answered: { north: () => ({ input: { name: 'north' } }) }, values: [{ outcome: 'answered' }] };

describe('a sound fact passes', () => {
  register(factCases(knock, setup));
});

type Outcome = { readonly outcome: string };
type Peer = { readonly port: number };

/** Waits for the first byte of a TCP server. */
const greeting: Fact<Peer, Outcome> = defineFact({
  id: 'gates/greeting',
  gather: ({ input, signal, patienceMs }) => new Promise<Outcome>((resolve) => {
    const socket = connect(input.port, '127.0.0.1');
    const end = (outcome: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ outcome });
    };
    const timer = setTimeout(() => end('timed-out'), patienceMs);
    socket.once('data', () => end('greeted')).once('error', () => end('failed'));
    if (signal.aborted) end('aborted');
    signal.addEventListener('abort', () => end('aborted'));
  }),
  exhibit: (value) => value,
});

const server = async (greet: boolean): Promise<{ readonly input: Peer; stop: () => Promise<void> }> => {
  const listening = createServer((socket) => void (greet && socket.end('220 ready\r\n'))).listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  return { input: { port: (listening.address() as AddressInfo).port }, stop: () => new Promise((resolve) => listening.close(() => resolve())) };
};

describe('a fact that asks a real server passes', () => {
  register(factCases(greeting, { unanswered: () => server(false), answered: { greeted: () => server(true) } }));
});

const never = new Promise<never>(() => undefined);
const odd = (change: object): typeof knock => ({ ...knock, ...change });
let count = 0;

const faults: { readonly [fault: string]: readonly [fact: typeof knock, message: RegExp] } = {
  'an id in camel case': [odd({ id: 'gates/doorKnock' }), /the id is plugin\/kebab-noun/],
  'no patience': [odd({ patienceMs: 0 }), /has a patience/],
  'no end': [odd({ gather: () => never, patienceMs: 40 }), /still waits a second after its patience ended.*goes on a second after the abort.*aborted before it began/s],
  'a throw instead of a value': [odd({ gather: () => Promise.reject(new Error('ECONNREFUSED')) }), /gives up at the end of its patience with a value — ECONNREFUSED/],
  'an end before the abort': [odd({ gather: async () => ({ outcome: 'timed-out' }) }), /it ended before it was aborted/],
  'a large exhibit': [odd({ exhibit: () => 'x'.repeat(exhibitLimit) }), /takes 16386 bytes/],
  'a date in its exhibit': [odd({ exhibit: (): Json => ({ at: new Date(0) as unknown as Json }) }), /not plain JSON/],
  'no exhibit': [odd({ exhibit: () => undefined }), /not JSON/],
  'a number that JSON has not': [odd({ exhibit: () => Number.NaN }), /not plain JSON/],
  'needs that change': [odd({ needs: () => ({ knock: knock.of({ name: String(++count) }) }) }), /equal inputs need the same/],
  'a third party with a scheme': [odd({ thirdParties: () => ['https://dns.example/'] }), /a host or host:port/],
};

describe('a fact fails that shows', () => {
  test.each(Object.entries(faults))('%s', async (_, [fact, message]) => {
    expect((await failures(factCases(fact, setup))).join('\n')).toMatch(message);
  });
});

describe('gather', () => {
  test('gives needed facts, secrets and what was left, and returns what is lent', async () => {
    const disposed: string[] = [];
    const handle = (name: string): Handle => ({ [Symbol.dispose]: () => void disposed.push(name) });
    const fact: Fact<Gate, { readonly answer: string; readonly word: string }, Handle> = defineFact({
      id: 'gates/enter', needs: (input: Gate) => ({ knock: knock.of(input) }),
      gather: async ({ facts, secrets, open, lend, input }) => {
        await open('knock');
        lend(handle('entered'));
        return { answer: facts.knock.outcome, word: (await secrets.read({ $secret: `env:${input.name}` })).reveal() };
      },
      exhibit: ({ answer }) => answer,
    });
    const gathered = await gather(fact, { name: 'WORD' }, { facts: { knock: { outcome: 'answered' } }, secrets: { 'env:WORD': 'sesame' }, lent: { knock: handle('knock'), spare: handle('spare') } });
    expect(gathered.value).toEqual({ answer: 'answered', word: 'sesame' });
    expect(gathered.secrets).toEqual(['env:WORD']);
    expect(gathered.lent).toHaveLength(1);
    expect(disposed).toEqual(['spare']);
  });

  test('refuses a secret that is not given', async () => {
    const fact: Fact<Gate, string> = defineFact({ id: 'gates/word', gather: async ({ secrets }) => (await secrets.read({ $secret: 'env:WORD' })).label, exhibit: (value) => value });
    await expect(gather(fact, { name: 'north' })).rejects.toThrow('env:WORD is not given');
  });
});
