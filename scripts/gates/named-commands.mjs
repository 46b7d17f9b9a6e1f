import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../setup.mjs';

const texts = ['packages/*/src/**/*.ts', 'apps/*/src/**/*.ts', 'README*.md', 'packages/*/README*.md', 'apps/*/README*.md', 'docs/site/src/content/docs/**/{guides,cases}/*.{md,mdx}'];

/** A remedy that tells to run a command which does not exist is worse than none: every `culprit word [word]` in texts is one. */
export async function namedCommands() {
  const { commands: own } = await import(pathToFileURL(join(root, 'apps/cli/src/commands.ts')));
  const plugins = await Promise.all(globSync('packages/*/src/manifest.ts', { cwd: root }).map(async (file) => (await import(pathToFileURL(join(root, file)))).default));
  const names = [...own, ...plugins.flatMap(({ commands }) => commands)].map(({ name }) => name);
  const known = new Set(names);
  const groups = new Set(names.filter((name) => name.includes(' ')).map((name) => name.split(' ', 1)[0]));
  const problems = [];
  for (const file of globSync(texts, { cwd: root }).sort()) {
    readFileSync(join(root, file), 'utf8').split('\n').forEach((line, index) => {
      for (const [, first, second] of line.matchAll(/(?<![\w@/.-])culprit ([a-z][a-z-]+)(?: ([a-z][a-z-]+))?(?![\w.:/@])/g)) {
        if (known.has(first) || groups.has(first) && (second === undefined || known.has(`${first} ${second}`))) continue;
        problems.push(`${file}:${index + 1}: there is no command "culprit ${first}${groups.has(first) ? ` ${second}` : ''}"`);
      }
    });
  }
  return problems;
}
