import { homedir } from 'node:os';
import { join } from 'node:path';
import { readSettingsFile, shownPath } from './settings-file.ts';

/** A setting of a program, and where it stands: `HF_ENDPOINT`, `~/.npmrc:3`. */
export type Setting = { readonly name: string; readonly value: string; readonly where: string };

type Format = 'ini' | 'words';
type SettingsFile = { readonly program: string; readonly paths: readonly string[]; readonly format: Format };

/** The files in which developers' programs keep what matters to the network, nearest first. */
export function settingsFiles(cwd: string, env: { readonly [name: string]: string | undefined }): readonly SettingsFile[] {
  const home = homedir();
  const config = env['XDG_CONFIG_HOME'] ?? join(home, '.config');
  return [
    { program: 'npm', paths: [join(cwd, '.npmrc'), env['NPM_CONFIG_USERCONFIG'] ?? env['npm_config_userconfig'] ?? join(home, '.npmrc')], format: 'ini' },
    { program: 'git', paths: [join(home, '.gitconfig'), join(config, 'git/config')], format: 'ini' },
    { program: 'pip', paths: [env['PIP_CONFIG_FILE'] ?? join(config, 'pip/pip.conf'), join(home, '.pip/pip.conf'), '/etc/pip.conf'], format: 'ini' },
    { program: 'curl', paths: [join(home, '.curlrc')], format: 'words' },
    { program: 'wget', paths: [join(home, '.wgetrc'), '/etc/wgetrc'], format: 'ini' },
  ];
}

/** Every setting of these files as `program section.name`, lower-cased: `npm strict-ssl`, `git http.sslverify`, `pip global.index-url`. */
export async function readFileSettings(files: readonly SettingsFile[]): Promise<readonly Setting[]> {
  const read = await Promise.all(files.flatMap(({ program, paths, format }) => [...new Set(paths)].map(async (path) => {
    const text = await readSettingsFile(path);
    return text === undefined ? [] : parseSettings(text, format).map(({ name, value, line }) => ({ name: `${program} ${name}`, value, where: `${shownPath(path)}:${line}` }));
  })));
  return read.flat();
}

const maxSettings = 2_000;

/** Pure. INI as npm, git, pip and wget write it (git-config(1); pip: ConfigParser), or one option a line as curl does (curl(1) -K). */
export function parseSettings(text: string, format: Format): readonly { readonly name: string; readonly value: string; readonly line: number }[] {
  const settings: { readonly name: string; readonly value: string; readonly line: number }[] = [];
  let section = '';
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || /^[#;]/.test(line) || settings.length >= maxSettings) continue;
    const heading = format === 'ini' ? /^\[\s*([^\]"\s]{1,100})(?:\s+"([^"]{0,500})")?\s*\]$/.exec(line) : null;
    if (heading !== null) {
      section = `${(heading[1] ?? '').toLowerCase()}${heading[2] === undefined ? '' : `.${heading[2]}`}.`;
      continue;
    }
    const [, name = '', value = ''] = (format === 'ini' ? /^([^=\s]{1,200})\s*(?:=\s*(.*))?$/ : /^-{0,2}([A-Za-z][\w-]{0,60})\s*[=:\s]?\s*(.*)$/).exec(line) ?? [];
    if (name !== '') settings.push({ name: `${section}${name.toLowerCase()}`, value: unquoted(value.trim()), line: index + 1 });
  }
  return settings;
}

const unquoted = (value: string): string => /^"(.*)"$/s.exec(value)?.[1] ?? value;
