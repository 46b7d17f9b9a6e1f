import { defineKnownErrors, type KnownError, type PossibleCause } from '../src/index.ts';

const cause = (id: string): PossibleCause => ({ id: `sample/${id}`, when: { en: `It is ${id}.`, 'zh-CN': `原因是 ${id}。` } });

/** Known errors of a made-up program: two exact ones, a wrapper, and one that names its host in Chinese. */
export const knownErrors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'sample/node-refused', program: 'node', literals: ['ECONNREFUSED'], pattern: /\bECONNREFUSED\b(?: (?<address>[\d.:a-f]{2,45}):(?<port>\d{1,5})\b)?/,
    causes: [cause('refused'), cause('proxy')],
    examples: { matches: ['connect ECONNREFUSED 127.0.0.1:5432'], nearMisses: ['isECONNREFUSED'] },
  },
  {
    id: 'sample/node-not-found', program: 'node', literals: ['ENOTFOUND'], pattern: /\bENOTFOUND\b(?: (?<host>[\w.-]{1,253}))?/,
    causes: [cause('no-name'), cause('refused')],
    examples: { matches: ['getaddrinfo ENOTFOUND nope.example'], nearMisses: ['isENOTFOUND'] },
  },
  {
    id: 'sample/node-fetch-failed', program: 'node', literals: ['fetch failed'], pattern: /\bfetch failed\b/,
    causes: [cause('slow'), cause('no-name'), cause('refused'), cause('certificate')],
    examples: { matches: ['TypeError: fetch failed'], nearMisses: ['prefetch failed'] },
  },
  {
    id: 'sample/chrome-refused', program: 'chrome', literals: ['拒绝了我们的连接请求'], pattern: /(?<host>[\w.-]{1,253}) 拒绝了我们的连接请求/,
    causes: [cause('refused')],
    examples: { matches: ['localhost 拒绝了我们的连接请求。'], nearMisses: ['对方 拒绝了我们的连接请求'] },
  },
]);

const encoder = new TextEncoder();

/** A text in pieces of these sizes (the last one repeats), as bytes: characters may be torn apart. */
export async function* inChunks(text: string, sizes: readonly number[]): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = encoder.encode(text);
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[Math.min(turn, sizes.length - 1)] ?? 1);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}
