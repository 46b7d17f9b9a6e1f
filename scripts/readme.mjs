// What in README.md and README.zh-CN.md is made of the project itself: the table of scenarios, the example, the screen.
//   node scripts/readme.mjs --write
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment, root } from './setup.mjs';

const readmes = [{ file: 'README.md', locale: 'en' }, { file: 'README.zh-CN.md', locale: 'zh-CN' }];

const words = {
  en: { head: ['Scenario', 'What is broken', 'Found', 'Almost the same', 'Found there'], healthy: 'healthy', summary: (count) => `${count} scenarios, each with its near miss` },
  'zh-CN': { head: ['场景', '故障', '诊断结果', '相近的情形', '相近情形的结果'], healthy: '正常', summary: (count) => `${count} 个场景，各附一个近似场景` },
};

/** The READMEs that are out of date; `write` brings them up to date, the screen included (ports and times in it differ from run to run, so it is not compared). */
export async function staleReadmes(write) {
  const stale = [];
  for (const { file, locale } of readmes) {
    const path = join(root, file);
    const before = readFileSync(path, 'utf8');
    const after = [['scenarios', await table(locale)], ['example', example()], ...(write ? [['screen', screen(locale)]] : [])]
      .reduce((text, [name, content]) => section(text, name, content), before);
    if (after === before) continue;
    if (write) writeFileSync(path, after);
    else stale.push(`${file} is stale: run "node scripts/readme.mjs --write"`);
  }
  return stale;
}

/** Puts content between `<!-- name -->` and `<!-- /name -->`. */
function section(text, name, content) {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = text.indexOf(open);
  const end = text.indexOf(close);
  if (start < 0 || end < start) throw new Error(`a README lacks ${open} … ${close}`);
  return `${text.slice(0, start + open.length)}\n${content}\n${text.slice(end)}`;
}

async function table(locale) {
  const { scenarios } = await import('@culprit/lab');
  const { head, healthy, summary } = words[locale];
  const rows = scenarios.map(({ id, text, cause, nearMiss }) => [
    `\`${id}\``, text[locale], `\`${cause}\``, nearMiss.text[locale], nearMiss.cause === undefined ? healthy : `\`${nearMiss.cause}\``,
  ]);
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
  return `<details>\n<summary>${summary(scenarios.length)}</summary>\n\n${lines.join('\n')}\n\n</details>`;
}

const example = () => `\`\`\`ts\n${readFileSync(join(root, 'examples/compose-core/main.ts'), 'utf8').trim()}\n\`\`\``;

/** A real examination of a real broken server, as the demo shows it. */
function screen(locale) {
  const { stdout, status } = spawnSync('node', [join(root, 'apps/cli/bin/culprit.js'), 'demo', '--scenario', 'intermediate-is-missing', '--lang', locale], { encoding: 'utf8', env: { ...environment(), NO_COLOR: '1', COLUMNS: '100' } });
  if (status !== 0) throw new Error(`the demo ended with ${status}: ${stdout}`);
  const shown = stdout.slice(stdout.indexOf('$ culprit'), stdout.lastIndexOf('\n→ ')).replaceAll(/\/\S*\/lab-root\.pem/g, 'lab-root.pem').trim();
  return `\`\`\`text\n${shown}\n\`\`\``;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stale = await staleReadmes(process.argv.includes('--write'));
  process.stdout.write(stale.map((line) => `${line}\n`).join(''));
  process.exitCode = stale.length === 0 ? 0 : 1;
}
