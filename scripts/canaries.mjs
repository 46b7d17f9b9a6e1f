// Runs before every test file, of which several may share a process. Secrets of tests bear a mark; what tests and the programs that they
// start print, and the temporary files that they leave behind, must not show one. A leak fails the test that was running,
// or the file.
import childProcess from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { afterAll, afterEach, expect } from 'vitest';

/** What the secrets of tests and of the lab have in common. A text that is to be printed must hold none. */
const marks = ['hunter2', 's3cret', 'correct horse', 'Correct-Horse', 'culprit-canary-7f3a9c51', 'aB3daB3d'];

/** A mark as texts carry it: in base64 its letters depend on what stands before it. */
function formsOf(mark) {
  const inBase64 = [0, 1, 2].map((before) => Buffer.from(`${'\0'.repeat(before)}${mark}`).toString('base64').replace(/=+$/, '').slice(before === 0 ? 0 : before + 1, -1));
  return [...new Set([mark, encodeURIComponent(mark), Buffer.from(mark).toString('hex'), ...inBase64])];
}
const forms = marks.flatMap(formsOf);
const longest = Math.max(...forms.map((form) => form.length));

const leaks = [];
function look(text, where) {
  const form = forms.find((one) => text.includes(one));
  if (form === undefined) return;
  const at = text.indexOf(form);
  leaks.push(`${where}, in "${expect.getState().currentTestName ?? 'no test'}": ${JSON.stringify(text.slice(Math.max(0, at - 60), at + longest))}`);
}

/** A process goes on to the next test file, which looks for itself. */
const undo = [];
function replace(target, method, watched) {
  const original = target[method];
  target[method] = watched;
  undo.push(() => {
    target[method] = original;
  });
}

/** Looks at every chunk on its way, and at the border between two. */
function through(original, where) {
  let tail = '';
  return function watched(chunk, ...rest) {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) {
      const text = tail + (typeof chunk === 'string' ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1'));
      look(text, where);
      tail = text.slice(-longest);
      // The same leak is told once.
      if (forms.some((form) => tail.includes(form))) tail = '';
    }
    return original.call(this, chunk, ...rest);
  };
}

for (const name of ['stdout', 'stderr']) replace(process[name], 'write', through(process[name].write, name));
for (const name of ['log', 'info', 'warn', 'error', 'debug']) {
  const original = console[name];
  replace(console, name, (...values) => {
    for (const value of values) if (typeof value === 'string') look(value, `console.${name}`);
    original(...values);
  });
}

/** The program and its first argument that is no option: what a reader knows a process by. */
const called = (file, args) => [file, Array.isArray(args) ? args.find((one) => !String(one).startsWith('-')) : undefined].filter((part) => part !== undefined).map((part) => basename(String(part))).join(' ');
const { ChildProcess, execFileSync, execSync, spawnSync } = childProcess;
const start = ChildProcess.prototype.spawn;
// All that starts a process without waiting for its end comes by here.
replace(ChildProcess.prototype, 'spawn', function watched(options) {
  const started = start.call(this, options);
  for (const name of ['stdout', 'stderr']) if (this[name] !== null && this[name] !== undefined) this[name].push = through(this[name].push, `${name} of ${called(options.file, options.args?.slice(1))}`);
  return started;
});
const lookAtBytes = (bytes, where) => {
  if (bytes !== null && bytes !== undefined) look(Buffer.from(bytes).toString('latin1'), where);
};
replace(childProcess, 'spawnSync', (file, args, ...rest) => {
  const result = spawnSync(file, args, ...rest);
  for (const name of ['stdout', 'stderr']) lookAtBytes(result[name], `${name} of ${called(file, args)}`);
  return result;
});
for (const [name, run] of Object.entries({ execFileSync, execSync })) {
  replace(childProcess, name, (file, ...rest) => {
    const printed = run(file, ...rest);
    lookAtBytes(printed, `stdout of ${called(file, rest[0])}`);
    return printed;
  });
}
syncBuiltinESMExports();

// Every test file has a folder of its own for what is temporary, as open to other users as /tmp itself: daemons write there.
const { TMPDIR: before } = process.env;
const folder = mkdtempSync(join(tmpdir(), `${basename(expect.getState().testPath ?? 'test').slice(0, 12)}-`));
chmodSync(folder, 0o1777);
// What Node keeps there of compiled sources is for all.
const compiled = join(tmpdir(), 'node-compile-cache');
mkdirSync(compiled, { recursive: true });
symlinkSync(compiled, join(folder, 'node-compile-cache'));
process.env.TMPDIR = folder;

const maxBytes = 4 * 1_048_576;
/** Links are not followed. */
function lookAtFiles(directory) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) lookAtFiles(path);
    else if (entry.isFile() && statSync(path).size <= maxBytes) look(readFileSync(path, 'latin1'), `left behind in ${relative(folder, path)}`);
  }
}

const told = () => {
  const found = leaks.splice(0);
  if (found.length > 0) throw new Error(`A secret of a test was shown:\n${found.slice(0, 5).join('\n')}`);
};
afterEach(told);
afterAll(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  for (const step of undo.toReversed()) step();
  syncBuiltinESMExports();
  try {
    lookAtFiles(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  told();
});
