import { isToolError, neutraliseLines, version, type Locale } from '@culprit/core';
import { flagOf, placeholderOf } from '@culprit/core/examination';
import { serverOptions } from './options.ts';
import { readOptions } from './read-options.ts';

const texts = {
  en: {
    usage: 'culprit-server [options]                 watch, remember, alert\nculprit-server backup <file> [options]   copy the database, also while the server runs\nculprit-server restore <file> [options]  put a copy in its place; the server must not run',
    unknown: (word: string) => `There is no command ${word}. Write culprit-server, culprit-server backup <file> or culprit-server restore <file>.`,
    file: 'Name the file: culprit-server backup <file>.',
    running: (url: string) => `Culprit ${version} watches. Page and API: ${url}`,
    setUp: (url: string) => `Make the first account here (this address is good until the server ends):\n\n  ${url}\n`,
    backedUp: (files: readonly string[]) => `Written: ${files.join(', ')}. Keep the key apart from the database: together they hold the secrets of second factors.`,
    restored: (before: string | undefined) => (before === undefined ? 'Restored.' : `Restored. What was there is ${before}.`),
  },
  'zh-CN': {
    usage: 'culprit-server [选项]                   监测、记录、告警\nculprit-server backup <文件> [选项]     复制数据库，服务器运行时也可以\nculprit-server restore <文件> [选项]    用备份替换数据库；须先停止服务器',
    unknown: (word: string) => `没有命令 ${word}。可用：culprit-server、culprit-server backup <文件>、culprit-server restore <文件>。`,
    file: '请给出文件：culprit-server backup <文件>。',
    running: (url: string) => `Culprit ${version} 已开始监测。页面和 API：${url}`,
    setUp: (url: string) => `请在此创建第一个账户（该地址在服务器停止前有效）：\n\n  ${url}\n`,
    backedUp: (files: readonly string[]) => `已写入：${files.join('、')}。请把密钥与数据库分开保存：两者合在一起即含有两步验证的密钥。`,
    restored: (before: string | undefined) => (before === undefined ? '已恢复。' : `已恢复。原有数据保存在 ${before}。`),
  },
} as const;

/** Runs `culprit-server` in this process. */
export async function start(argv: readonly string[]): Promise<void> {
  const { env } = process;
  const locale: Locale = /^zh/i.test(env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '') ? 'zh-CN' : 'en';
  try {
    process.exitCode = await dispatch(argv, locale);
  } catch (error) {
    if (isToolError(error)) {
      process.stderr.write(`culprit-server: ${neutraliseLines(error.text[locale])}\n`);
      process.exitCode = 2;
    } else {
      process.stderr.write(`culprit-server: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
      process.exitCode = 70;
    }
  }
}

async function dispatch(argv: readonly string[], locale: Locale): Promise<number> {
  const text = texts[locale];
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const read = await readOptions(argv, process.env);
  if (read === undefined) {
    process.stdout.write(`${text.usage}\n\n${optionLines(locale)}`);
    return 0;
  }
  const { options, positionals: [command, file] } = read;
  if (command === 'backup' || command === 'restore') {
    if (file === undefined) return say(text.file), 2;
    const { backUp, restore } = await import('./backup.ts');
    if (command === 'backup') say(text.backedUp(await backUp(options.data, file)));
    else say(text.restored(restore(options.data, file)));
    return 0;
  }
  if (command !== undefined) return say(text.unknown(command)), 2;
  const { serve } = await import('./serve.ts');
  const running = await serve(options);
  process.on('SIGHUP', () => void running.reload());
  // Before it says that it is there: whoever waits for that may end it at once.
  const ended = new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM']) process.once(name, resolve);
  });
  say(text.running(running.url));
  if (running.setUpUrl !== undefined) say(text.setUp(running.setUpUrl));
  const signal = await ended;
  await running[Symbol.asyncDispose]();
  return signal === 'SIGINT' ? 130 : 0;
}

const optionLines = (locale: Locale): string => Object.entries(serverOptions).map(([name, field]) =>
  `  ${`${field.short === undefined ? '    ' : `-${field.short}, `}${flagOf(name)}${field.type === 'boolean' ? '' : ` ${placeholderOf(field)}`}`.padEnd(34)}${field.text[locale]}\n`).join('');
