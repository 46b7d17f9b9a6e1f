import { defineFact, type Fact } from '@culprit/core';
import { programSettings } from '../environment/program-settings.ts';
import { judgeMirror, mirrorSettings as known, shownMirror, type MirrorState } from '../environment/mirror-url.ts';

export type MirrorSettings = {
  readonly settings: readonly { readonly setting: string; readonly program: string; readonly where: string; readonly state: MirrorState; /** Without user-info. */ readonly value: string }[];
};

/** The mirrors that this environment and the files of npm and pip name. Their values may hold credentials, so they are judged here. */
export const mirrorSettings: Fact<Record<never, never>, MirrorSettings> = defineFact<Record<never, never>, MirrorSettings>({
  id: 'network/mirror-settings',
  gather: async ({ secrets }): Promise<MirrorSettings> => {
    const fromFiles = await programSettings();
    return { settings: known.flatMap((setting) => {
      const variable = process.env[setting.name];
      const found = variable === undefined ? fromFiles.filter(({ name }) => name === setting.name) : [{ value: variable, where: setting.name }];
      return found.slice(0, 4).map(({ value, where }) => {
        const credential = /\/\/([^/@]+)@/.exec(value)?.[1];
        if (credential !== undefined) {
          secrets.conceal(`user-info of ${setting.name}`, credential);
          if (credential.includes(':')) secrets.conceal(`password of ${setting.name}`, credential.slice(credential.indexOf(':') + 1));
        }
        return { setting: setting.name, program: setting.program, where, state: judgeMirror(setting, value), value: shownMirror(value) };
      });
    }) };
  },
  exhibit: (value) => value,
});
