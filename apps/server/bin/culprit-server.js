#!/usr/bin/env -S node --max-semi-space-size=2
// Plain JavaScript without imports, so that an old Node gets as far as being told that it is too old; and because an
// import of a builtin makes Node read every export of it, and those of node:fs load its streams.
const argument = process.argv.length === 3 ? process.argv[2] : undefined;
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`The Culprit server needs Node.js 22.19 or newer; this is ${process.versions.node} (${process.execPath}).
Install a newer one, for example with "nvm install 24" or from https://nodejs.org, and run the command again.
Culprit 需要 Node.js 22.19 或更高版本，当前为 ${process.versions.node}（${process.execPath}）。
请安装新版本（例如运行 nvm install 24，或从 https://nodejs.org 下载）后重试。
`);
  process.exitCode = 2;
} else if (argument === '--version' || argument === '-V') {
  process.stdout.write(`${JSON.parse(process.getBuiltinModule('fs').readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version}\n`);
} else if (process.platform === 'linux' && process.env.MALLOC_ARENA_MAX === undefined && process.execve !== undefined && process.channel === undefined) {
  // glibc gives threads memory apart and keeps what they free there: some seven megabytes of a server's. How many such
  // arenas there may be it reads when a process begins, and so this one begins again (mallopt(3), M_ARENA_MAX).
  process.execve(process.execPath, [process.execPath, ...process.execArgv, ...process.argv.slice(1)], { ...process.env, MALLOC_ARENA_MAX: '1' });
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
