import { defineFact, type Fact, type SecretReader } from '@culprit/core';
import { readFiles, type Folders, type ReadFile } from '../environment/program-settings.ts';
import { shownUrl } from '../http/shown-url.ts';
import { runProgram } from '../program/run-program.ts';
import { readProxy, readProxyCredential } from '../proxy/proxy-address.ts';
import { environmentProblems, sourceProblems, type SettingProblem, type ShownSetting } from '../proxy/settings/problems.ts';
import type { RawSetting } from '../proxy/settings/raw-setting.ts';
import { settingSources, type SettingSource } from '../proxy/settings/sources.ts';

/** The programs of the system are asked whatever folders are given. */
export type ProxySettingsInput = Folders;

export type ProxySettings = {
  /** What was found beside the environment, without user-info. */
  readonly settings: readonly ShownSetting[];
  /** What is there and could not be read. */
  readonly unread: readonly { readonly source: string; readonly where: string; readonly code: string }[];
  readonly problems: readonly SettingProblem[];
};

/** The proxy settings of this machine: the environment, programs of their own, the desktop, browsers. A browser's extensions can't be seen from outside it. */
export const proxySettings: Fact<ProxySettingsInput, ProxySettings> = defineFact<ProxySettingsInput, ProxySettings>({
  id: 'network/proxy-settings',
  gather: async ({ input, secrets, patienceMs, signal }): Promise<ProxySettings> => {
    const unread: { source: string; where: string; code: string }[] = [];
    const found = await Promise.all(settingSources.map(async (source): Promise<readonly ShownSetting[]> => {
      const texts = 'files' in source ? await readFiles(source.files, input) : await readProgram(source, patienceMs, signal);
      return texts.flatMap((text) => {
        if ('code' in text) {
          unread.push({ source: source.source, ...text });
          return [];
        }
        return source.read(text.text).map((raw) => shown(source, text.where, raw, secrets));
      });
    }));
    const settings = found.flat().slice(0, 200);
    return { settings, unread, problems: [...environmentProblems(process.env), ...sourceProblems(settings, process.env)] };
  },
  exhibit: ({ settings, unread, problems }) => ({ settings: settings.slice(0, 50), unread, problems: problems.slice(0, 50) }),
});

async function readProgram({ command: [program, ...args], platform }: SettingSource & { readonly command: readonly [string, ...string[]]; readonly platform: NodeJS.Platform }, patienceMs: number, signal: AbortSignal): Promise<readonly ReadFile[]> {
  if (process.platform !== platform) return [];
  const printed = await runProgram(program, args, { patienceMs, signal });
  return printed.outcome === 'printed' ? [{ where: program, text: printed.stdout }] : printed.outcome === 'missing' ? [] : [{ where: program, code: printed.code }];
}

function shown({ source, reach }: SettingSource, where: string, { name, kind, value }: RawSetting, secrets: SecretReader): ShownSetting {
  const common = { source, reach, where, name };
  if (kind === 'no-proxy') return { ...common, kind, value: value.slice(0, 300) };
  const credential = readProxyCredential(value);
  if (credential !== undefined) {
    secrets.conceal(`user-info of ${source} ${name}`, credential);
    secrets.conceal(`password of ${source} ${name}`, credential.slice(credential.indexOf(':') + 1));
  }
  if (kind === 'pac') return { ...common, kind, url: URL.canParse(value) ? shownUrl(value).slice(0, 300) : 'unreadable' };
  const read = readProxy(value);
  return 'url' in read ? { ...common, kind, proxy: read.url } : { ...common, kind, invalid: read.reason };
}
