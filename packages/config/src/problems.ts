import type { Localized, OptionIssue } from '@culprit/core';

/** What is wrong with one value of a config. */
export type Problem = Pick<OptionIssue, 'path' | 'text'>;

/** One line per problem: where it stands, its name, what is wrong. */
export function describeProblems(problems: readonly Problem[], lineOf: (path: Problem['path']) => number | undefined): Localized<string> {
  const described = problems.slice(0, 20).map(({ path, text }) => {
    const name = path.join('.');
    const line = lineOf(path);
    return {
      en: `  ${line === undefined ? '' : `line ${line}: `}${name}${name === '' ? '' : ' '}${text.en}`,
      'zh-CN': `  ${line === undefined ? '' : `第 ${line} 行：`}${name}${name === '' ? '' : ' '}${text['zh-CN']}`,
    };
  });
  return { en: described.map(({ en }) => en).join('\n'), 'zh-CN': described.map((text) => text['zh-CN']).join('\n') };
}
