// docs/verdicts.md: what OONI's quality tests expect, case by case, beside our own first diagnosis.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';

const path = join(root, 'docs/verdicts.md');

const words = {
  en: {
    title: 'Verdicts beside OONI\'s',
    about: 'The fifty cases of the quality tests of OONI Probe\'s web connectivity experiment, rebuilt on loopback (packages/lab/src/verdicts) and run by apps/cli/test/verdicts.test.ts. OONI asks whether a site is censored; we ask what a client has to change. *Theirs*: `blocking`, and whether the site is accessible (tests/data/expected-verdicts.tsv).',
    head: ['Case', 'Situation here', 'Theirs', 'Ours', 'Where the answers differ'], healthy: 'healthy', unknown: 'undecided', free: 'not blocked', accessible: 'accessible', not: 'not accessible',
  },
  'zh-CN': {
    title: '与 OONI 结论的对照',
    about: 'OONI Probe 网页连通性实验的质量测试共五十例，在本机回环上重建（packages/lab/src/verdicts），由 apps/cli/test/verdicts.test.ts 运行。OONI 问的是网站是否被审查，我们问的是客户端需要改什么。“对方”一列：`blocking` 的值，以及网站能否访问（tests/data/expected-verdicts.tsv）。',
    head: ['案例', '此处的情形', '对方', '我们', '差异所在'], healthy: '正常', unknown: '无法判定', free: '未封锁', accessible: '可访问', not: '不可访问',
  },
};

/** What is wrong with docs/verdicts.md; `write` brings it up to date. */
export async function verdictTable(write) {
  const { verdictCases } = await import('@culprit/lab');
  const [, ...rows] = readFileSync(join(root, 'tests/data/expected-verdicts.tsv'), 'utf8').trimEnd().split('\n').filter((line) => !line.startsWith('#')).map((line) => line.split('\t'));
  const after = `<!-- Written by "node scripts/gates.mjs --write". -->\n${Object.keys(words).map((locale) => section(locale, rows, verdictCases)).join('\n')}`;
  if (existsSync(path) && readFileSync(path, 'utf8') === after) return [];
  if (!write) return ['docs/verdicts.md is stale: run "node scripts/gates.mjs --write"'];
  writeFileSync(path, after);
  return [];
}

function section(locale, rows, cases) {
  const { title, about, head, healthy, unknown, free, accessible, not } = words[locale];
  const lines = rows.map(([id, , , , , , blocking, reached]) => {
    const ours = cases.find((one) => one.id === id);
    const theirs = blocking === 'null' ? unknown : `${blocking === 'False' ? free : `\`${blocking}\``}, ${reached === 'True' ? accessible : not}`;
    return [id, ours?.text[locale] ?? '', theirs, ours?.cause === undefined ? healthy : `\`${ours.cause}\``, ours?.why[locale] ?? ''];
  });
  return `# ${title}\n\n${about}\n\n${[head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n')}\n`;
}
