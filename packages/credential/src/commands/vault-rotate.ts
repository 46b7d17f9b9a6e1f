import { defineCommand, misuse, type Command, type CommandContext } from '@culprit/core';
import { fileOf, keysOf, vaultOptions } from '../vault/command-input.ts';
import { rotation, rotationSteps, type RotationStep } from '../vault/rotation.ts';
import { changeVault, openVault } from '../vault/store.ts';

/** `culprit vault rotate`: another master key without a moment in which some service can't read. Each step can be undone. */
export const vaultRotate: Command = defineCommand({
  name: 'vault rotate',
  text: {
    en: { summary: 'Change the master key in steps that every service can follow', positionals: 'start|promote|verify|finish|undo' },
    'zh-CN': { summary: '分步更换主密钥，各服务可依次跟进', positionals: 'start|promote|verify|finish|undo' },
  },
  changes: true,
  options: {
    deep: { type: 'boolean', text: { en: 'With finish: seal every value anew under a new data key, after a leak of file and key', 'zh-CN': '与 finish 同用：文件与密钥曾泄露时，用新的数据密钥重新加密所有值' } },
    ...vaultOptions,
  },
  async run(context) {
    const step = stepOf(context);
    const { io, locale, options, signal } = context;
    const [file, keys] = [fileOf(context), await keysOf(context)];
    if (step === 'verify') {
      const { document, slot, by } = await openVault({ file, keys });
      io.stdout(document.keys.map(({ kid, state, created, source }) => `${kid}  ${state}  ${created.slice(0, 10)}  ${source}${kid === slot.kid ? `  <- ${by.source}` : ''}\n`).join(''));
      const current = by.role === 'current' && slot.state === 'primary';
      return current ? 0 : 1;
    }
    let said = '';
    await changeVault({ file, keys, signal }, (vault) => {
      const { change, text } = rotation(step, vault, keys, options['deep'] === true);
      said = text[locale];
      return change;
    });
    io.stderr(`${said}\n`);
    return 0;
  },
});

function stepOf({ positionals }: CommandContext): RotationStep {
  const [given, ...more] = positionals;
  const step = rotationSteps.find((one) => one === given);
  if (step === undefined || more.length > 0) throw misuse('Name a step: culprit vault rotate start|promote|verify|finish|undo', '请指定步骤：culprit vault rotate start|promote|verify|finish|undo');
  return step;
}
