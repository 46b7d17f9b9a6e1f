import type { Program } from '../known-error.ts';
import type { Localized } from '../text.ts';

/** Where a program says more than the line that people quote. */
const byProgram: { readonly [program: Program]: Localized<string> } = {
  node: {
    en: 'Node.js: print the whole error with console.error(error): its `cause` and `code` name the fault, "fetch failed" does not.',
    'zh-CN': 'Node.js：用 console.error(error) 打印完整的错误对象；真正的故障写在 cause 和 code 里，“fetch failed”本身不说明问题。',
  },
  python: {
    en: 'Python: take the whole traceback; the part after "Caused by" or the last exception of the chain names the fault.',
    'zh-CN': 'Python：请保留完整的 traceback；“Caused by”之后或异常链最里层的那一条才是真正的故障。',
  },
  curl: {
    en: 'curl: run it again with -v --show-error and take its stderr.',
    'zh-CN': 'curl：加上 -v --show-error 再运行一次，并保留 stderr 的内容。',
  },
  java: {
    en: 'Java: take the stack trace down to its last "Caused by".',
    'zh-CN': 'Java：请保留完整堆栈，直到最后一个“Caused by”。',
  },
  git: {
    en: 'git: run it again with GIT_CURL_VERBOSE=1 (it prints headers: remove the authorization) and take its stderr.',
    'zh-CN': 'git：设置 GIT_CURL_VERBOSE=1 再运行一次并保留 stderr（其中会打印请求头，请先删去 authorization）。',
  },
  npm: {
    en: 'npm: take the log file that its last line names.',
    'zh-CN': 'npm：请使用其最后一行所指的日志文件。',
  },
  docker: {
    en: 'Docker: take the daemon\'s own log (journalctl -u docker): it names the registry and the fault.',
    'zh-CN': 'Docker：请查看守护进程自身的日志（journalctl -u docker），其中写明了仓库地址和故障。',
  },
};
const browser: Localized<string> = {
  en: 'Browser: take the code in capitals at the end of the page (ERR_…, SEC_ERROR_…, behind "Advanced") and the address.',
  'zh-CN': '浏览器：请记下页面末尾的大写错误代码（ERR_…、SEC_ERROR_…，可能要点开“高级”）以及网址。',
};
const browsers: ReadonlySet<Program> = new Set(['chrome', 'edge', 'firefox', 'safari']);
const always: readonly Localized<string>[] = [
  {
    en: 'The whole text from the program itself, with the lines after it (cause, code, Caused by), not a summary of it.',
    'zh-CN': '程序输出的完整原文，包括其后的几行（cause、code、Caused by），而不是转述。',
  },
  {
    en: 'The address that was asked for. If you know it, examine it at once: culprit <URL or host:port>',
    'zh-CN': '当时访问的地址。若已知道，可以直接检查：culprit <网址或 主机:端口>',
  },
];

/** What to look for to learn more, beginning with what is special about these programs. */
export function whatToCapture(programs: Iterable<Program>): readonly Localized<string>[] {
  const special = [...new Set(programs)].map((program) => (browsers.has(program) ? browser : byProgram[program]));
  return [...new Set(special.filter((text) => text !== undefined)), ...always];
}
