export type Locale = 'en' | 'zh-CN';

/** The language of whoever runs it, as POSIX says it (XBD §8.2). */
export function localeOf(env: { readonly [name: string]: string | undefined }): Locale {
  const said = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '') ?? '';
  return /^zh/i.test(said) ? 'zh-CN' : 'en';
}

const english = {
  usage: `npm create @culprit/plugin [folder] -- [--name <package>] [--check <noun>] [--languages en,zh-CN]
create-plugin add check|fact|cause|known-error|command <noun>
create-plugin register            writes src/index.ts and test/conformance.ts from the folders
`,
  intro: 'A plugin for Culprit',
  name: 'Name of the npm package',
  check: 'First check, as a noun: what does it look at?',
  languages: 'Languages of the README; texts of checks are always in both',
  next: (folder: string) => `cd ${folder}\nnpm install\nnpm test`,
  written: (file: string) => `wrote ${file}`,
  cancelled: 'Nothing was written.',
  badName: 'A package name in small letters: culprit-mail or @acme/culprit-mail.',
  badNoun: 'A noun in kebab-case, without a verb or a "no": greeting, answer-time.',
  badLanguages: 'Languages are en, zh-CN or en,zh-CN.',
  needs: (flag: string) => `Nobody is there to be asked: give ${flag}.`,
  notEmpty: (folder: string) => `${folder} is not empty: name a new folder.`,
  exists: (file: string) => `${file} is there already.`,
  noPlugin: 'There is no plugin here: run this in the folder that create-plugin made.',
  unknownPart: (part: string) => `Nothing is called ${part}: add check, fact, cause, known-error or command.`,
  lacks: (part: string) => `A ${part} must be there first: create-plugin add ${part} <noun>.`,
};

const chinese: typeof english = {
  usage: `npm create @culprit/plugin [目录] -- [--name <包名>] [--check <名词>] [--languages en,zh-CN]
create-plugin add check|fact|cause|known-error|command <名词>
create-plugin register            按目录内容写出 src/index.ts 和 test/conformance.ts
`,
  intro: 'Culprit 插件',
  name: 'npm 包名',
  check: '第一个检查项（名词）：它检查什么？',
  languages: 'README 的语言；检查项的文本始终为双语',
  next: (folder) => `cd ${folder}\nnpm install\nnpm test`,
  written: (file) => `已写入 ${file}`,
  cancelled: '没有写入任何内容。',
  badName: '包名须为小写：culprit-mail 或 @acme/culprit-mail。',
  badNoun: '须为短横线连接的名词，不含动词或否定词：greeting、answer-time。',
  badLanguages: '语言可写 en、zh-CN 或 en,zh-CN。',
  needs: (flag) => `当前无人可以回答提问：请给出 ${flag}。`,
  notEmpty: (folder) => `${folder} 不是空目录：请换一个新目录。`,
  exists: (file) => `${file} 已经存在。`,
  noPlugin: '此处没有插件：请在 create-plugin 生成的目录中运行。',
  unknownPart: (part) => `没有名为 ${part} 的部分：可添加 check、fact、cause、known-error 或 command。`,
  lacks: (part) => `需要先有 ${part}：create-plugin add ${part} <名词>。`,
};

export const words: { readonly [L in Locale]: typeof english } = { en: english, 'zh-CN': chinese };

/** Something that was given wrongly; its message says what to do. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}
