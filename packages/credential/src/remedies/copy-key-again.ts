import { defineRemedy, type Remedy } from '@culprit/core';

/** The key as its provider shows it, without anything around it. */
export const copyKeyAgain: Remedy = defineRemedy({
  id: 'credential/copy-key-again',
  audience: 'you',
  text: {
    en: { title: 'Copy the key again', steps: ['Copy the key with the copy button of the provider\'s console; where it is shown only once, make a new one and remove the old.', 'Store it without quotes, spaces or a line break: printf %s "$KEY" > file, or NAME=key in the env file.', 'Look again: culprit key check env:NAME'] },
    'zh-CN': { title: '重新复制密钥', steps: ['用提供方控制台的复制按钮复制密钥；若只显示一次，请新建一个并删除旧的。', '存放时不要带引号、空格或换行：printf %s "$KEY" > 文件，或在 env 文件中写 NAME=密钥。', '再检查一次：culprit key check env:名称'] },
  },
});
