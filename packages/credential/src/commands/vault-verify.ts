import { defineCommand, misuse, type Command } from '@culprit/core';
import { secretOption } from '@culprit/core/commands';
import { conduct, depthOptions, reportOptions } from '@culprit/core/examination';
import { vaultOptions } from '../vault/command-input.ts';

/** `culprit vault verify`: the usual examination, of a vault. */
export const vaultVerify: Command = defineCommand({
  name: 'vault verify',
  text: { en: { summary: 'Find out why a vault or an entry of it does not open' }, 'zh-CN': { summary: '查明保险库或其中的条目为何打不开' } },
  options: { ...vaultOptions, ...reportOptions, ...depthOptions },
  async run(context) {
    const { options, positionals } = context;
    if (positionals.length > 0) throw misuse('Name the vault with --file PATH.', '请用 --file 路径 指定保险库。');
    const [key, previous] = [secretOption(options, 'key'), secretOption(options, 'previous')];
    return conduct(context, [{ kind: 'vault', ...(typeof options['file'] === 'string' ? { file: options['file'] } : {}), ...(key === undefined ? {} : { key }), ...(previous === undefined ? {} : { previous }) }]);
  },
});
