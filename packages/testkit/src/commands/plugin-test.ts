import { access, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineCommand, neutraliseLines, ToolError, type Command, type Locale, type Manifest } from '@culprit/core';
import type { Conformance } from '../conformance-cases.ts';
import { conformanceCases } from '../conformance-cases.ts';
import type { Peers } from '../conformance/observe.ts';

/** Where an author's cases stand in a package, unless they are named. */
const usualCases: readonly string[] = ['test/conformance.ts', 'test/conformance.js', 'test/conformance.mjs'];

type Result = { readonly name: string; readonly fault?: string };

/** `culprit plugin test [path]`: what every plugin owes, demanded of one. Ends with 1 where it owes something. */
export const pluginTest: Command = defineCommand({
  name: 'plugin test',
  text: {
    en: { summary: 'Demand of a plugin what every plugin owes, among hostile peers on loopback', positionals: '[folder or file]' },
    'zh-CN': { summary: '按每个插件都应满足的要求检验插件，并让它面对本机回环上的恶意对端', positionals: '[目录或文件]' },
  },
  options: {
    cases: { type: 'string', placeholder: 'file', text: { en: 'The author\'s own cases; default: test/conformance.ts, .js or .mjs of the plugin', 'zh-CN': '作者自己的用例；默认为插件的 test/conformance.ts、.js 或 .mjs' } },
    format: { type: 'enum', values: ['human', 'json'], default: 'human', short: 'f', text: { en: 'Form of the result', 'zh-CN': '输出格式' } },
  },
  async run({ positionals: [path = '.', ...more], options, locale, io, signal }) {
    if (more.length > 0) {
      throw new ToolError('USAGE_INVALID', { en: 'One plugin is tested at a time: culprit plugin test [folder or file]', 'zh-CN': '一次只检验一个插件：culprit plugin test [目录或文件]' });
    }
    const folder = resolve(path);
    const [manifest, conformance, lab] = await Promise.all([loadManifest(folder), loadCases(folder, options['cases']), import('@culprit/lab').catch(installs('@culprit/lab'))]);
    const cases = await conformanceCases(manifest, { network: (): Promise<Peers> => lab.startHostileNetwork(), conformance, complete: true });
    const results: Result[] = [];
    for (const { name, run } of cases) {
      if (signal.aborted) return 130;
      const fault = await faultOf(run);
      results.push({ name, ...(fault === undefined ? {} : { fault }) });
    }
    const failed = results.filter(({ fault }) => fault !== undefined);
    io.stdout(options['format'] === 'json'
      ? `${JSON.stringify({ plugin: manifest.name, version: manifest.version, passed: results.length - failed.length, failed: failed.length, cases: results }, undefined, 2)}\n`
      : screen(manifest, results, failed, locale));
    return failed.length === 0 ? 0 : 1;
  },
});

async function faultOf(run: () => void | Promise<void>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A folder is a package that finds itself by its own name, as its users will. */
async function loadManifest(path: string): Promise<Manifest> {
  const { loadPlugin } = await import('@culprit/config').catch(installs('@culprit/config'));
  const packageFile = await readFile(join(path, 'package.json'), 'utf8').catch(() => undefined);
  if (packageFile === undefined) return loadPlugin(path, [process.cwd()]);
  const { name } = JSON.parse(packageFile) as { readonly name?: unknown };
  return loadPlugin(typeof name === 'string' ? name : path, [path]);
}

async function loadCases(folder: string, named: unknown): Promise<Conformance> {
  const files = typeof named === 'string' ? [resolve(named)] : usualCases.map((file) => join(folder, file));
  const found = await Promise.all(files.map((file) => access(file).then(() => true, () => false)));
  const file = files.find((_, index) => found[index]);
  if (file === undefined) {
    if (typeof named !== 'string') return {};
    throw new ToolError('FILE_UNREADABLE', { en: `--cases ${named} can't be read: there is no such file.`, 'zh-CN': `无法读取 --cases ${named}：文件不存在。` });
  }
  const { default: cases } = await import(/* @vite-ignore */ pathToFileURL(file).href) as { readonly default?: Conformance };
  if (typeof cases === 'object') return cases;
  throw new ToolError('CONFIG_INVALID', {
    en: `${file} has no default export: it exports a Conformance, that is { checks, causes, targets, … }.`,
    'zh-CN': `${file} 没有默认导出：应导出 Conformance，即 { checks, causes, targets, … }。`,
  });
}

/** What to install where something is missing that only this command needs. */
function installs(name: string): () => never {
  return () => {
    throw new ToolError('PLUGIN_MISSING', { en: `culprit plugin test needs ${name}. Install it: npm install --save-dev ${name}`, 'zh-CN': `culprit plugin test 需要 ${name}。请安装：npm install --save-dev ${name}` });
  };
}

function screen({ name, version }: Manifest, results: readonly Result[], failed: readonly Result[], locale: Locale): string {
  const passed = results.length - failed.length;
  const total = locale === 'en'
    ? `${name} ${version}: ${passed} of ${results.length} demands met`
    : `${name} ${version}：${results.length} 项要求中满足 ${passed} 项`;
  const lines = failed.map((result) => `✗ ${result.name}\n${(result.fault ?? '').trim().split('\n').map((line) => `    ${line.trim()}`).join('\n')}`);
  return `${neutraliseLines([...lines, total].join('\n'))}\n`;
}
