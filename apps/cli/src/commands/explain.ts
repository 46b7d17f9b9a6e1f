import { misuse, ToolError } from '@culprit/core';
import { explain as understand, inOwnNotation, renderUnderstanding, type TextSource } from '@culprit/core/explain';
import type { CliCommand, CliContext } from '../command.ts';
import { conduct, examinationOptions } from '../examination.ts';

const { format: _, ...whileExamining } = examinationOptions;

/** `culprit explain [text|file|-]`: says what an error text means. */
export const explain: CliCommand = {
  name: 'explain',
  text: {
    en: { summary: 'Say what an error text means', positionals: '[text | file | -]' },
    'zh-CN': { summary: '解释一段报错的含义', positionals: '[文本 | 文件 | -]' },
  },
  options: {
    beside: { type: 'list', items: { type: 'string' }, placeholder: 'file', text: { en: 'File that tells which release is installed: a compose file, what docker inspect printed', 'zh-CN': '能说明所装版本的文件：compose 文件、docker inspect 的输出' } },
    examine: { type: 'boolean', text: { en: 'Examine the target that the text names', 'zh-CN': '并检查文本中出现的目标' } },
    format: { type: 'enum', values: ['human', 'json'], default: 'human', short: 'f', text: { en: 'Form of the explanation', 'zh-CN': '输出格式' } },
    ...whileExamining,
  },
  async run(context) {
    const { options, locale, io, signal, plugins } = context;
    const knownErrors = (await Promise.all(plugins.flatMap((plugin) => plugin.knownErrors).map(({ load }) => load()))).flat();
    const understanding = await inOwnNotation(await understand(await sourceOf(context), { knownErrors, signal, beside: await besideOf(options['beside'], signal) }), plugins);
    const { matches, targets: [target] } = understanding;
    if (options['format'] === 'json' && options['examine'] !== true) {
      io.stdout(`${JSON.stringify(understanding, undefined, 2)}\n`);
    } else if (options['format'] !== 'json') {
      const named = new Set(understanding.causes.map(({ id }) => id));
      const causes = await Promise.all(plugins.flatMap((plugin) => plugin.causes).filter(({ id }) => named.has(id)).map(({ load }) => load()));
      io.stdout(renderUnderstanding(understanding, { locale, causes, color: io.color, columns: io.columns }));
    }
    if (options['examine'] === true && !signal.aborted) return examineIt(context, target);
    return matches.length > 0 ? 0 : 3;
  },
};

async function examineIt(context: CliContext, target: string | undefined): Promise<number> {
  if (target === undefined) {
    throw misuse('The text names no target to examine. Give it: culprit <URL or host:port>', '文本中没有可检查的目标。请直接给出：culprit <网址或 主机:端口>');
  }
  const { pluginsFor } = await import('../plugins.ts');
  if (context.options['format'] !== 'json') context.io.stdout('\n');
  return conduct({ ...context, plugins: await pluginsFor([target], context) }, [target]);
}

async function besideOf(files: unknown, signal: AbortSignal): Promise<readonly { readonly name: string; readonly text: string }[]> {
  if (!Array.isArray(files)) return [];
  const { readTextFile } = await import('@culprit/core/files');
  return Promise.all(files.map(String).map(async (name) => ({ name, text: await readTextFile(name, { signal }) })));
}

/** What there is to read: the words of the command line, a file that they name, or stdin. */
async function sourceOf({ positionals, io }: CliContext): Promise<TextSource> {
  const [first, ...others] = positionals;
  if (first === '-' && others.length === 0) return io.stdin;
  if (first === undefined) {
    if (process.stdin.isTTY !== true) return io.stdin;
    throw misuse(
      "There is no text. Paste it in quotes (culprit explain 'connect ECONNREFUSED 127.0.0.1:5432'), name a file (culprit explain build.log), or pipe it in.",
      "没有给出文本。请用引号粘贴报错（culprit explain 'connect ECONNREFUSED 127.0.0.1:5432'）、指定文件（culprit explain build.log），或通过管道输入。",
    );
  }
  if (others.length === 0 && !/[\r\n]|:\/\//.test(first)) {
    const { stat } = await import('node:fs/promises');
    const entry = await stat(first).catch(() => undefined);
    if (entry?.isFile()) return (await import('node:fs')).createReadStream(first);
    // Whoever writes ./name or name.log means a file; a text with a slash or a dot in it may well be a text.
    if (/^\.{0,2}[\\/]\S*$|^\S+\.(?:log|txt|out|err)$/i.test(first)) {
      const path = JSON.stringify(first.slice(0, 200));
      throw new ToolError('FILE_UNREADABLE', { en: `${path} can't be read: there is no such file.`, 'zh-CN': `无法读取 ${path}：没有这个文件。` });
    }
  }
  return positionals.join(' ');
}
