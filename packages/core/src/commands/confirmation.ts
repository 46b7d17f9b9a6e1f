import type { CommandContext } from '../command.ts';
import { misuse } from '../errors.ts';
import { neutralise } from '../neutralise.ts';
import type { OptionFields } from '../options.ts';
import type { Localized } from '../text.ts';
import { linesOf, nextLine } from './standard-input.ts';

/** What spares the question of {@link confirmed}. */
export const yesOption: OptionFields = {
  yes: { type: 'boolean', text: { en: 'Do it without asking', 'zh-CN': '不再询问，直接执行' } },
};

/**
 * Shows what will be done and waits for a yes: `--yes`, or one typed at a terminal. Anything else is a no.
 * Rejects with a `ToolError` (`USAGE_INVALID`) where nobody can be asked, and with the abort reason.
 */
export async function confirmed({ options, io, locale, signal }: Pick<CommandContext, 'options' | 'io' | 'locale' | 'signal'>, what: Localized<string>): Promise<boolean> {
  io.stderr(`${neutralise(what[locale])}\n`);
  if (options['yes'] === true) return true;
  if (!io.interactive) throw misuse('This changes something. Add --yes to do it.', '此操作会带来改动。若确认执行，请加上 --yes。');
  io.stderr(locale === 'en' ? 'Do it? (y/N) ' : '确认执行？(y/N) ');
  return /^y(?:es)?$/i.test(await nextLine(linesOf({ io, signal })) ?? '');
}
