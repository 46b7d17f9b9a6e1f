import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore, type Message, type Store } from '../src/index.ts';

/** What was counted after a watcher was killed again and again over the same file. */
export interface Toll {
  /** What the store had taken before a kill and no longer has. */
  readonly lost: readonly string[];
  /** What is there twice, or without what belongs to it. */
  readonly wrong: readonly string[];
  readonly looks: number;
  readonly steps: number;
  readonly messages: number;
  /** Sent a second time, because the kill came between sending and noting it. */
  readonly repeated: number;
}

/** Kills a watcher at work by SIGKILL, so many times, each at another moment after it began. */
export async function kill(times: number): Promise<Toll> {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-kill-'));
  const path = join(folder, 'history.db');
  const said = new Set<string>();
  const sent: string[] = [];
  try {
    for (let round = 0; round < times; round += 1) await killOnce(path, 60 + ((round * 137) % 301), said, sent);
    const store = await openSqliteStore({ path });
    try {
      return { ...await examine(store, said), repeated: sent.length - new Set(sent).size };
    } finally {
      await store.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function killOnce(path: string, afterLines: number, said: Set<string>, sent: string[]): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'killed-watcher.ts'), path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  let [text, lines] = ['', 0];
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      const line = text.slice(0, end);
      text = text.slice(end + 1);
      lines += 1;
      if (line.startsWith('sent ')) sent.push(line);
      else if (line !== 'started') said.add(line);
      // What it said until it hears of it is read to the end.
      if (lines === afterLines) child.kill('SIGKILL');
    }
  });
  await ended;
}

async function examine(store: Store, said: ReadonlySet<string>): Promise<Omit<Toll, 'repeated'>> {
  const found = new Set<string>();
  const wrong: string[] = [];
  const always = { from: 0, to: Number.MAX_SAFE_INTEGER };
  let [looks, steps] = [0, 0];
  for (const { id } of await store.targets()) {
    let own = 0;
    for (let after: string | undefined, more = true; more;) {
      const page = await store.results({ target: id, ...always, limit: 1_000, ...(after === undefined ? {} : { after }) });
      for (const { dueAt } of page.items) found.add(`look ${id} ${dueAt}`);
      own += page.items.length;
      after = page.next;
      more = after !== undefined;
    }
    looks += own;
    for (const resolution of ['minute', 'hour', 'day'] as const) {
      const counted = (await store.rollups({ resolution, target: id, ...always })).reduce((sum, { up, down, inconclusive, planned }) => sum + up + down + inconclusive + planned, 0);
      if (counted !== own) wrong.push(`${id}: ${own} looks, ${counted} in its ${resolution}s`);
    }
  }
  const messages: string[] = [];
  for (let after: string | undefined, more = true; more;) {
    const page = await store.outbox.list({ limit: 1_000, ...(after === undefined ? {} : { after }) });
    for (const { key } of page.items) messages.push(key);
    after = page.next;
    more = after !== undefined;
  }
  for (const key of messages) found.add(`message ${key}`);
  const expected = new Set<string>();
  for (let after: string | undefined, more = true; more;) {
    const page = await store.incidents({ limit: 1_000, ...(after === undefined ? {} : { after }) });
    for (const { id } of page.items) {
      const known = await store.incident(id);
      const transitions = known?.transitions ?? [];
      steps += transitions.length;
      for (const [index, { revision, kind }] of transitions.entries()) {
        found.add(`step ${id} ${revision}`);
        if (revision !== index + 1) wrong.push(`${id} lacks step ${index + 1}`);
        const told = messageOf(kind);
        if (told !== undefined) expected.add(`${id}:${revision}:${told}:ops`);
      }
      if (transitions.at(-1)?.revision !== known?.incident.revision) wrong.push(`${id} is not what its last step made it`);
    }
    after = page.next;
    more = after !== undefined;
  }
  for (const key of expected) if (!found.has(`message ${key}`)) wrong.push(`${key} was never to be sent`);
  for (const key of messages) if (!expected.has(key)) wrong.push(`${key} tells of nothing`);
  if (new Set(messages).size !== messages.length) wrong.push('a message is there twice');
  return { lost: [...said].filter((line) => !found.has(line)), wrong, looks, steps, messages: messages.length };
}

/** What a step makes somebody hear, where one channel hears of everything and nothing flaps. */
function messageOf(kind: string): Message['kind'] | undefined {
  return kind === 'triggered' || kind === 'returned' ? 'triggered' : kind === 'resolved' ? 'resolved' : undefined;
}
