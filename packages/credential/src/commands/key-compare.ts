import { defineCommand, neutralise, ToolError, type Command, type Locale } from '@culprit/core';
import { readTextFile } from '@culprit/core/files';
import { readAssignment, readConfigValue, type AssignmentNote, type AssignmentTrait } from '../key-reading/assignment.ts';
import { placesOf } from '../key-reading/describe-notes.ts';
import { envReaders, readEnvFile } from '../key-reading/env-file.ts';
import { readKey } from '../key-reading/read-key.ts';
import { keyRules } from '../key-reading/rules/all.ts';

const programs: { readonly [reader: string]: string } = {
  docker: 'docker run --env-file', compose: 'docker compose env_file', node: 'node --env-file', python: 'python-dotenv', shell: 'sh: . file',
  written: 'as it is written', 'yaml-1.2': 'YAML 1.2, JSON', 'yaml-1.1': 'YAML 1.1 (PyYAML, Ruby)',
};

const words = {
  en: { unset: 'not set', characters: 'characters', odd: 'not of a key, by position', same: 'All of them see the same key.', differ: 'They do not see the same key: write NAME=key on a line of its own, without quotes, comment, export, carriage return and byte order mark; in YAML between quotes.', other: 'another value', at: (line: number, column: number) => `line ${line}, column ${column}` },
  'zh-CN': { unset: '未设置', characters: '个字符', odd: '不属于密钥的位置', same: '各程序读到的密钥相同。', differ: '各程序读到的密钥不同：请单独一行写成 NAME=密钥，不带引号、注释、export、回车符和 BOM；在 YAML 中则加引号。', other: '与上面不同', at: (line: number, column: number) => `第 ${line} 行第 ${column} 列` },
} as const;

/** What each trait does, and to whom. */
const traits: { readonly [L in Locale]: { readonly [T in AssignmentTrait]: string } } = {
  en: {
    'byte-order-mark': 'a byte order mark (U+FEFF) stands before the name: node, python-dotenv and shells do not see the variable',
    export: '"export": docker run takes it for part of the name', 'space-at-equals': 'a space beside "=": shells run the name as a command; docker run keeps it as part of name or value',
    quotes: 'quotation marks: docker run keeps them as part of the value', comment: 'a comment after the value: docker run keeps it as part of the value',
    dollar: '"$": docker compose and shells put a variable in its place, python-dotenv with braces only; in single quotes it stays', backslash: 'a backslash: shells, python-dotenv and docker compose each read it in their own way',
    'carriage-return': 'a carriage return ends the line (Windows): shells keep it as part of the value', 'earlier-line': 'the name is set here already: the later line counts',
    'not-a-text': 'the value is written without quotes and is read as a number, a date or a truth value',
  },
  'zh-CN': {
    'byte-order-mark': '变量名前有 BOM（U+FEFF）：node、python-dotenv 和 shell 读不到该变量',
    export: '“export”：docker run 会把它当成变量名的一部分', 'space-at-equals': '“=”旁有空格：shell 会把变量名当命令执行；docker run 会把空格算进名称或值',
    quotes: '引号：docker run 会把它保留为值的一部分', comment: '值后的注释：docker run 会把它保留为值的一部分',
    dollar: '“$”：docker compose 和 shell 会替换为变量，python-dotenv 只替换带花括号的；放在单引号中则保持原样', backslash: '反斜杠：shell、python-dotenv 和 docker compose 各有各的读法',
    'carriage-return': '行尾有回车符（Windows）：shell 会把它保留为值的一部分', 'earlier-line': '此处已设置过同名变量：以后一行为准',
    'not-a-text': '值没有加引号，被读成了数字、日期或真假值',
  },
};

/** `culprit key compare`: what each program makes of one line of a file; the value is not shown. */
export const keyCompare: Command = defineCommand({
  name: 'key compare',
  text: {
    en: { summary: 'How docker, compose, node, python and a shell read a key in a file: why it works here and fails there', positionals: '<file> <NAME>' },
    'zh-CN': { summary: '对比 docker、compose、node、python 与 shell 读取文件中密钥的结果：为何此处可用、彼处失败', positionals: '<文件> <变量名>' },
  },
  options: {},
  async run({ positionals: [file, name], io, locale, signal }) {
    if (file === undefined || name === undefined || !/^[A-Za-z_]\w{0,200}$/.test(name)) throw new ToolError('USAGE_INVALID', { en: 'Name the file and the variable: culprit key compare .env OPENAI_API_KEY', 'zh-CN': '请给出文件和变量名：culprit key compare .env OPENAI_API_KEY' });
    const { values, notes } = await valuesIn(file, await readTextFile(file, { signal }), name);
    const say = words[locale];
    const [first, ...others] = Object.entries(values);
    for (const [reader, value] of Object.entries(values)) {
      const reading = value === undefined ? undefined : readKey(value, keyRules).reading;
      const differs = value !== undefined && value !== first?.[1] ? `; ${say.other}` : '';
      io.stdout(`${(programs[reader] ?? reader).padEnd(26)}${reading === undefined ? say.unset : `${reading.length} ${say.characters}${differs}${reading.notes.length === 0 ? '' : `; ${say.odd}: ${placesOf(reading.notes)}`}`}\n`);
    }
    for (const { what, line, column } of notes) io.stdout(`  ${say.at(line, column)}: ${traits[locale][what]}\n`);
    const same = first?.[1] !== undefined && others.every(([, value]) => value === first[1]);
    io.stdout(`${same ? say.same : say.differ}\n`);
    return same ? 0 : 1;
  },
});

/** By its name: a config, a shell's own profile, or an env file. */
async function valuesIn(file: string, text: string, name: string): Promise<{ readonly values: { readonly [reader: string]: string | undefined }; readonly notes: readonly AssignmentNote[] }> {
  if (/\.(?:ya?ml|json)$/i.test(file)) {
    const config = await readConfigValue(text, name);
    if (config === undefined) throw new ToolError('FILE_UNREADABLE', { en: `${neutralise(file)} is neither YAML nor JSON.`, 'zh-CN': `${neutralise(file)} 既不是 YAML 也不是 JSON。` });
    return config;
  }
  const values = readEnvFile(text, name);
  const profile = /(?:^|[\\/])(?:\.?(?:bash|zsh)(?:rc|_profile|_login|env)|\.?z?profile|\.zlogin|[^\\/]*\.(?:sh|bash|zsh))$/.test(file);
  return { values: profile ? { shell: values.shell } : Object.fromEntries(envReaders.map((reader) => [reader, values[reader]])), notes: readAssignment(text, name) };
}
