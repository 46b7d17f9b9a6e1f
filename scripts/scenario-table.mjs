// The table of the lab's scenarios, made of their data.
//   node scripts/scenario-table.mjs [--lang zh-CN]   prints it
//   node scripts/scenario-table.mjs --write          puts it into README.md and README.zh-CN.md
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './setup.mjs';

const readmes = [['README.md', 'en'], ['README.zh-CN.md', 'zh-CN']];
/** The table stands between two of these. */
const marker = '<!-- scenarios -->';

const words = {
  en: { head: ['Scenario', 'What is broken', 'Found', 'Almost the same', 'Found there'], healthy: 'healthy' },
  'zh-CN': { head: ['场景', '故障', '诊断结果', '相近的情形', '相近情形的结果'], healthy: '正常' },
};

/** Markdown, in one language. */
export async function scenarioTable(locale) {
  const { scenarios } = await import('@culprit/lab');
  const { head, healthy } = words[locale];
  const rows = scenarios.map(({ id, text, cause, nearMiss }) => [
    `\`${id}\``, text[locale], `\`${cause}\``, nearMiss.text[locale], nearMiss.cause === undefined ? healthy : `\`${nearMiss.cause}\``,
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
}

/** The READMEs whose table is out of date; `write` brings them up to date. */
export async function staleScenarioTables(write) {
  const problems = [];
  for (const [file, locale] of readmes) {
    const path = join(root, file);
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const parts = text.split(marker);
    if (parts.length !== 3) {
      problems.push(`${file} ${text === '' ? 'is missing' : `must hold ${marker} twice, around the table`}`);
      continue;
    }
    const wanted = [parts[0], `\n${await scenarioTable(locale)}\n`, parts[2]].join(marker);
    if (wanted === text) continue;
    if (write) writeFileSync(path, wanted);
    else problems.push(`${file}: the table of scenarios is stale: run "node scripts/scenario-table.mjs --write"`);
  }
  return problems;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--write')) {
    const problems = await staleScenarioTables(true);
    process.stderr.write(problems.map((problem) => `${problem}\n`).join(''));
    process.exitCode = problems.length === 0 ? 0 : 1;
  } else {
    const at = process.argv.indexOf('--lang');
    const locale = at < 0 ? 'en' : process.argv[at + 1];
    if (!Object.hasOwn(words, locale)) {
      process.stderr.write(`There is no table in ${locale}. Known: ${Object.keys(words).join(', ')}.\n`);
      process.exitCode = 2;
    } else {
      process.stdout.write(`${await scenarioTable(locale)}\n`);
    }
  }
}
