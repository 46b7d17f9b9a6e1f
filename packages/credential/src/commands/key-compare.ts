import { defineCommand, neutralise, ToolError, type Command } from '@culprit/core';
import { placesOf } from '../key-reading/describe-notes.ts';
import { envReaders, readEnvFile } from '../key-reading/env-file.ts';
import { readKey } from '../key-reading/read-key.ts';
import { keyRules } from '../key-reading/rules/all.ts';

const programs = { docker: 'docker run --env-file', node: 'node --env-file', shell: 'sh: . file' } as const;

const words = {
  en: { unset: 'not set', characters: 'characters', odd: 'not of a key, by position', same: 'All of them see the same key.', differ: 'They do not see the same key: write NAME=key, without quotes, comment, export, carriage return and byte order mark.' },
  'zh-CN': { unset: '未设置', characters: '个字符', odd: '不属于密钥的位置', same: '各程序读到的密钥相同。', differ: '各程序读到的密钥不同：请写成 NAME=密钥，不带引号、注释、export、回车符和 BOM。' },
} as const;

/** `culprit key compare`: what each program makes of one line of an env file; the value is not shown. */
export const keyCompare: Command = defineCommand({
  name: 'key compare',
  text: {
    en: { summary: 'How docker, node and a shell read a key in an env file: why it works here and fails there', positionals: '<file> <NAME>' },
    'zh-CN': { summary: '对比 docker、node 与 shell 读取 env 文件中密钥的结果：为何此处可用、彼处失败', positionals: '<文件> <变量名>' },
  },
  options: {},
  async run({ positionals: [file, name], io, locale }) {
    if (file === undefined || name === undefined || !/^[A-Za-z_]\w{0,200}$/.test(name)) throw new ToolError('USAGE_INVALID', { en: 'Name the file and the variable: culprit key compare .env OPENAI_API_KEY', 'zh-CN': '请给出文件和变量名：culprit key compare .env OPENAI_API_KEY' });
    const { readFile } = await import('node:fs/promises');
    const text = await readFile(file, 'utf8').catch((cause: unknown) => {
      throw new ToolError('FILE_UNREADABLE', { en: `${neutralise(file)} can't be read.`, 'zh-CN': `无法读取 ${neutralise(file)}。` }, { cause });
    });
    const values = readEnvFile(text.slice(0, 1_048_576), name);
    const say = words[locale];
    for (const reader of envReaders) {
      const value = values[reader];
      const reading = value === undefined ? undefined : readKey(value, keyRules).reading;
      io.stdout(`${programs[reader].padEnd(24)}${reading === undefined ? say.unset : `${reading.length} ${say.characters}${reading.notes.length === 0 ? '' : `; ${say.odd}: ${placesOf(reading.notes)}`}`}\n`);
    }
    const same = envReaders.every((reader) => values[reader] !== undefined && values[reader] === values.docker);
    io.stdout(`${same ? say.same : say.differ}\n`);
    return same ? 0 : 1;
  },
});
