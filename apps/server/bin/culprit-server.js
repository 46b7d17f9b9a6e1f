#!/usr/bin/env -S node --max-semi-space-size=2
// Plain JavaScript without imports, so that an old Node gets as far as being told that it is too old; and because an
// import of a builtin makes Node read every export of it, and those of node:fs load its streams.
const argument = process.argv.length === 3 ? process.argv[2] : undefined;
const [major, minor] = process.versions.node.split('.').map(Number);
// What V8 and glibc have to know before a process begins (mallopt(3)). A small young generation. No TurboFan where there is
// Maglev (Node 22 has it switched off): its own code is 5 MB of the program that nobody reads then, while JavaScript is a
// quarter of what a look costs. One arena of malloc: each keeps what was freed in it. What Maglev worked with is to go back to
// the system, as it only does where it is mapped by itself (V8's zones take 32 KB at a time) and no thread took some beside it.
// Node 24 alone: a later one that knows an argument no more would not begin. decisions/0040 has the figures.
const flags = ['--max-semi-space-size=2', ...major !== 24 ? [] : ['--no-turbofan', '--no-concurrent-recompilation']];
const memory = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '32768' };
const prepared = flags.every((flag) => process.execArgv.includes(flag)) && Object.keys(memory).every((name) => process.env[name] !== undefined);

if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`The Culprit server needs Node.js 22.19 or newer; this is ${process.versions.node} (${process.execPath}).
Install a newer one, for example with "nvm install 24" or from https://nodejs.org, and run the command again.
Culprit 需要 Node.js 22.19 或更高版本，当前为 ${process.versions.node}（${process.execPath}）。
请安装新版本（例如运行 nvm install 24，或从 https://nodejs.org 下载）后重试。
`);
  process.exitCode = 2;
} else if (argument === '--version' || argument === '-V') {
  process.stdout.write(`${JSON.parse(process.getBuiltinModule('fs').readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version}\n`);
} else if (process.platform === 'linux' && !prepared && process.execve !== undefined && process.channel === undefined) {
  // What somebody set stands: later arguments count.
  process.execve(process.execPath, [process.execPath, ...flags, ...process.execArgv, ...process.argv.slice(1)], { ...memory, ...process.env });
} else {
  // A published package holds no sources; a checkout runs them as they are, never a build that may be stale.
  const source = new URL('../src/main.ts', import.meta.url);
  const fromSource = process.getBuiltinModule('fs').existsSync(source);
  if (fromSource && major < 24) hideTypeStrippingWarning();
  import(fromSource ? source.href : new URL('../dist/main.js', import.meta.url).href).then(
    ({ start }) => start(process.argv.slice(2)),
    (error) => {
      process.stderr.write(`culprit-server: ${error && error.stack}\n`);
      process.exitCode = 70;
    },
  );
}

/** Node 22 announces on stderr that it strips types, which is nothing to whoever runs a command. */
function hideTypeStrippingWarning() {
  const emit = process.emitWarning;
  process.emitWarning = function emitWarning(warning, ...rest) {
    if (!String(warning).startsWith('Type Stripping is an experimental feature')) emit.call(process, warning, ...rest);
  };
}
