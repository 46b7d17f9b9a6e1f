import type { Locale } from '@culprit/core';

/**
 * The language to speak: `--lang`, else the first of the POSIX locale variables that is set. Read off the raw
 * arguments, so that what is wrong with the arguments is said in it too.
 */
export function localeOf(argv: readonly string[], env: { readonly [name: string]: string | undefined }): Locale {
  const at = argv.findIndex((argument) => argument === '--lang' || argument.startsWith('--lang='));
  const argument = at < 0 ? undefined : argv[at]?.slice('--lang='.length) || argv[at + 1];
  const tag = argument ?? ['LC_ALL', 'LC_MESSAGES', 'LANG', 'LANGUAGE'].map((name) => env[name]).find((value) => value !== undefined && value !== '');
  return tag !== undefined && /^zh\b|^zh_/i.test(tag) ? 'zh-CN' : 'en';
}
