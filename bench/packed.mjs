// Programs as strangers get them: built, packed, and unpacked into a folder of their own. What the packages depend on beside
// each other is linked from the workspace, so that no registry is asked.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const shared = ['packages/core', 'packages/config', 'packages/network', 'packages/certificate'];

/** The path of the command line's bin, with these plugins beside it; throws an error that says what failed. */
export const unpackCommandLine = (folder, plugins = []) => join(unpack(folder, [...shared, 'apps/cli', ...plugins]), '@culprit/cli/bin/culprit.js');

/** The path of the server's bin; throws an error that says what failed. */
export const unpackServer = (folder) => join(unpack(folder, [...shared, 'packages/mfa', 'packages/watch', 'packages/people', 'apps/server']), '@culprit/server/bin/culprit-server.js');

function unpack(folder, folders) {
  must('turbo', ['run', 'build', '--output-logs=errors-only', ...folders.map((path) => `--filter=./${path}`)], root);
  const modules = join(folder, 'packed', 'node_modules');
  for (const path of folders) {
    const { name, version, dependencies = {} } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
    must('pnpm', ['pack', '--pack-destination', folder], join(root, path));
    const target = join(modules, name);
    mkdirSync(target, { recursive: true });
    must('tar', ['-xzf', join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`), '--strip-components=1', '-C', target], folder);
    for (const dependency of Object.keys(dependencies).filter((other) => !other.startsWith('@culprit/'))) {
      const link = join(modules, dependency);
      if (existsSync(link)) continue;
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(root, path, 'node_modules', dependency), link);
    }
  }
  return modules;
}

function must(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args[0]}: ${error?.message ?? `${stdout}${stderr}`.trim().split('\n').slice(-5).join(' ')}`);
}
