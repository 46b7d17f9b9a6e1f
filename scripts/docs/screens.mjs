// The screens in the prose of the documentation are real: each command between `<!-- $ … -->` and `<!-- /$ -->` runs
// against servers of the lab, in the language of its page, and what it prints stands below it.
//   node scripts/docs/screens.mjs [--write] [page…]
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../setup.mjs';

const content = join(root, 'docs', 'site', 'src', 'content', 'docs');
const languages = [{ folder: content, lang: 'en_US.UTF-8' }, { folder: join(content, 'zh-cn'), lang: 'zh_CN.UTF-8' }];
const screen = /<!-- \$ (.+?) -->\n[\s\S]*?<!-- \/\$ -->/g;

/** What is wrong with the screens of these pages (`cases/tos-endpoint`; default: all); `write` puts the present output in. */
export async function staleScreens(write, wanted = []) {
  const pages = ['cases', 'guides'].flatMap((section) => readdirSync(join(content, section)).map((file) => `${section}/${file.replace(/\.md$/, '')}`));
  const chosen = pages.filter((page) => wanted.length === 0 || wanted.includes(page));
  return (await Promise.all(chosen.map((page) => staleScreensOf(page, write)))).flat();
}

async function staleScreensOf(page, write) {
  const stage = join(root, 'scripts', 'docs', 'stages', `${page.split('/')[1]}.mjs`);
  const problems = [];
  for (const { folder, lang } of languages) {
    const path = join(folder, `${page}.md`);
    const before = readFileSync(path, 'utf8');
    if (before.match(screen) === null) continue;
    const directory = mkdtempSync(join(tmpdir(), 'culprit-screens-'));
    try {
      await using kept = new AsyncDisposableStack();
      const set = existsSync(stage) ? await (await import(stage)).default((server) => kept.use(server)) : {};
      for (const [name, text] of Object.entries(set.files ?? {})) {
        mkdirSync(dirname(join(directory, name)), { recursive: true });
        writeFileSync(join(directory, name), text, { mode: 0o600 });
      }
      const outputs = [];
      for (const [, command] of before.matchAll(screen)) outputs.push(await shown(command, set, directory, lang));
      const after = before.replaceAll(screen, (all, command) => {
        const now = `<!-- $ ${command} -->\n\`\`\`text\n${outputs.shift()}\n\`\`\`\n<!-- /$ -->`;
        return comparable(all) === comparable(now) ? all : now;
      });
      if (after === before) continue;
      if (write) writeFileSync(path, after);
      else problems.push(`${path.slice(root.length)} is stale: run "node scripts/docs/screens.mjs --write"`);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }
  return problems;
}

/** `$ command` and what it prints; `{name}` stands for a value of the stage. */
async function shown(command, { values = {}, env = {} }, directory, lang) {
  const line = command.replaceAll(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const { output, code } = await run(line, directory, { ...env, LC_ALL: lang });
  if (code === 70 || code === 127) throw new Error(`${line} ended with ${code}:\n${output}`);
  // Where a reader's own machine would be described, and the folder of this run.
  const text = output.replaceAll(`file://${directory}`, 'file://$PWD').replaceAll(`${directory}/`, '').replaceAll(machine, '').trim();
  return `$ ${line}\n${text}`;
}
const machine = /\n? {2}(?:from|来自) [^\n]*Node\.js[^\n]*|\n {2}[^\n]*(?:time zone|时区) UTC[^\n]*/g;

/** Asynchronous, since the servers stand in this process; as wide as a page of the site is on a laptop. */
function run(line, cwd, env) {
  const clean = { PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`, HOME: cwd, NO_COLOR: '1', COLUMNS: '76' };
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', `${line} 2>&1`], { cwd, env: { ...clean, ...env }, stdio: ['ignore', 'pipe', 'inherit'], timeout: 60_000 });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => { output += text; });
    child.once('error', reject);
    child.once('close', (code) => resolve({ output, code }));
  });
}

/** Without what differs from run to run: ports, durations, days, and where lines break because of them. */
const comparable = (text) => text
  .replaceAll(/127\.0\.0\.1[,，][^)）…]*[)）…]/g, '')
  .replaceAll(/(127\.0\.0\.1|\[::1\]|localhost)(?::|%3A)\d+/g, '$1:0')
  .replaceAll(/[<~]?\d+(?:\.\d+)? ?(?:ms|s|毫秒|秒)(?![a-z])/g, '0 ms')
  .replaceAll(/\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?/g, 'date')
  .replaceAll(/\s+/g, '');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stale = await staleScreens(process.argv.includes('--write'), process.argv.slice(2).filter((arg) => !arg.startsWith('--')));
  process.stdout.write(stale.map((line) => `${line}\n`).join(''));
  process.exitCode = stale.length === 0 ? 0 : 1;
}
