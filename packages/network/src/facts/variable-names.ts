import { defineFact, type Fact } from '@culprit/core';
import { intendedVariable } from '../environment/known-variables.ts';
import { readVariableFiles } from '../environment/variable-files.ts';

export type VariableNames = {
  readonly files: readonly string[];
  /** Names that no program reads, each with the one that was meant. `where`: empty for the environment, else `file:line`. */
  readonly misspelled: readonly { readonly name: string; readonly intended: string; readonly where: string }[];
};

const maxShown = 20;

/** Misspelled names of known variables: in this environment, and in the `.env` and compose files of the working directory. Names only. */
export const variableNames: Fact<Record<never, never>, VariableNames> = defineFact<Record<never, never>, VariableNames>({
  id: 'network/variable-names',
  gather: async (): Promise<VariableNames> => {
    const files = await readVariableFiles(process.cwd());
    const named = [
      ...Object.keys(process.env).map((name) => ({ name, where: '' })),
      ...files.flatMap(({ file, names }) => names.map(({ name, line }) => ({ name, where: `${file}:${line}` }))),
    ];
    return {
      files: files.map(({ file }) => file),
      misspelled: named.flatMap(({ name, where }) => {
        const intended = intendedVariable(name);
        return intended === undefined ? [] : [{ name, intended, where }];
      }).slice(0, maxShown),
    };
  },
  exhibit: (value) => value,
});
