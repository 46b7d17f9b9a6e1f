import { parseAssignments, parseOptionLines, type Assignment } from './assignments.ts';
import { readBeginning, shownPath } from './settings-file.ts';

/** A program that keeps settings of its own, and in which files, nearest first. */
type ProgramFiles = {
  /** Patterns of fs.glob: `~` is the home folder, `$NAME` a variable; of alternatives, the first whose variable is set. */
  readonly files: readonly string[];
  readonly parse: (text: string) => readonly Assignment[];
};

/** The programs of developers. Sources: npmrc(5), git-config(1), pip's and wget's manuals, curl(1) -K. */
export const programFiles: { readonly [P in 'npm' | 'git' | 'pip' | 'curl' | 'wget']: ProgramFiles } = {
  npm: { files: ['./.npmrc', '$NPM_CONFIG_USERCONFIG|$npm_config_userconfig|~/.npmrc', '/etc/npmrc'], parse: parseAssignments },
  git: { files: ['./.git/config', '~/.gitconfig', '$XDG_CONFIG_HOME/git/config|~/.config/git/config', '/etc/gitconfig'], parse: parseAssignments },
  pip: {
    files: ['$PIP_CONFIG_FILE|$XDG_CONFIG_HOME/pip/pip.conf|~/.config/pip/pip.conf', '~/.pip/pip.conf', '/etc/pip.conf', '~/Library/Application Support/pip/pip.conf', '~/AppData/Roaming/pip/pip.ini'],
    parse: parseAssignments,
  },
  curl: { files: ['~/.curlrc', '$XDG_CONFIG_HOME/curlrc|~/.config/curlrc', '~/_curlrc'], parse: parseOptionLines },
  wget: { files: ['~/.wgetrc', '/etc/wgetrc'], parse: parseAssignments },
};

/** Other folders than this machine's to read files below. */
export type Folders = { readonly root?: string; readonly home?: string };

/** A file as it was read; of one that is there and could not be, why. */
export type ReadFile = { readonly where: string; readonly text: string } | { readonly where: string; readonly code: string };

const maxFiles = 20;

/** Reads the files of these patterns that are there, the beginning of each. */
export async function readFiles(patterns: readonly string[], folders: Folders = {}): Promise<readonly ReadFile[]> {
  const [{ glob }, { homedir }] = await Promise.all([import('node:fs/promises'), import('node:os')]);
  const paths = new Set<string>();
  for (const pattern of patterns) {
    const path = expand(pattern, { root: '', home: homedir(), ...folders });
    if (!pattern.includes('*')) paths.add(path);
    else for await (const match of glob(path)) if (paths.add(match).size >= maxFiles) break;
  }
  const texts = await Promise.all([...paths].slice(0, maxFiles).map(async (where): Promise<ReadFile | undefined> => {
    const read = await readBeginning(where);
    if ('text' in read) return { where, text: read.text };
    return read.code === 'ENOENT' || read.code === 'ENOTDIR' ? undefined : { where, code: read.code };
  }));
  return texts.filter((text) => text !== undefined);
}

function expand(pattern: string, { root, home }: Required<Folders>): string {
  const alternatives = pattern.split('|');
  const variable = (text: string): string | undefined => /^\$(\w+)/.exec(text)?.[1];
  const chosen = alternatives.find((text) => (process.env[variable(text) ?? ''] ?? '') !== '') ?? alternatives.at(-1) ?? '';
  const name = variable(chosen);
  if (name !== undefined) return `${process.env[name] ?? ''}${chosen.slice(name.length + 1)}`;
  return chosen.startsWith('~') ? `${home}${chosen.slice(1)}` : chosen.startsWith('/') ? `${root}${chosen}` : chosen;
}

/** A setting of a program, and where it stands: `HF_ENDPOINT`, `~/.npmrc:3`. */
export type Setting = { readonly name: string; readonly value: string; readonly where: string };

/** Every setting of these files as `program section.name`: `npm strict-ssl`, `git http.sslverify`, `pip global.index-url`. */
export async function programSettings(): Promise<readonly Setting[]> {
  const found = await Promise.all(Object.entries(programFiles).map(async ([program, { files, parse }]) => (await readFiles(files)).flatMap((file) => ('text' in file
    ? parse(file.text).map(({ section, key, value, line }) => ({ name: `${program} ${section === '' ? '' : `${section}.`}${key}`, value, where: `${shownPath(file.where)}:${line}` })) : []))));
  return found.flat();
}
