import { defineFact, type Fact } from '@culprit/core';
import { shownUrl } from '@culprit/network';
import { judgeSettings, type SettingState } from '../settings/judge-settings.ts';

export type ClientSettings = { readonly settings: readonly { readonly setting: string; readonly state: SettingState; /** Without user-info. */ readonly value: string; readonly better?: string; readonly other?: string }[] };

/** The variables of this environment that point clients of models somewhere. They may hold credentials, so they are judged here. */
export const clientSettings: Fact<Record<never, never>, ClientSettings> = defineFact<Record<never, never>, ClientSettings>({
  id: 'mirror/client-settings',
  gather: async ({ secrets }): Promise<ClientSettings> => ({
    settings: judgeSettings(process.env).map(({ setting, state, value, better, other }) => {
      const credential = /\/\/([^/@]+)@/.exec(value)?.[1];
      if (credential !== undefined) secrets.conceal(`user-info of ${setting}`, credential);
      return { setting, state, value: shown(value), ...(better === undefined ? {} : { better: shown(better) }), ...(other === undefined ? {} : { other }) };
    }),
  }),
  exhibit: (value) => value,
});

const shown = (value: string): string => shownUrl(value.replaceAll(/\/\/[^/@]*@/g, '//'));
