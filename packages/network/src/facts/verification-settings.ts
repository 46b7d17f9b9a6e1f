import { defineFact, type Fact } from '@culprit/core';
import { programSettings } from '../environment/program-settings.ts';
import { switchedOff, verificationSwitches } from '../environment/verification-switches.ts';

export type VerificationSettings = {
  /** Settings by which a program accepts any certificate: `NODE_TLS_REJECT_UNAUTHORIZED`, `npm strict-ssl` in `~/.npmrc:3`. */
  readonly off: readonly { readonly program: string; readonly setting: string; readonly where: string }[];
};

const maxShown = 20;

/** Where the verification of certificates was switched off: in this environment and in the files of npm, git, pip, curl and wget. */
export const verificationSettings: Fact<Record<never, never>, VerificationSettings> = defineFact<Record<never, never>, VerificationSettings>({
  id: 'network/verification-settings',
  gather: async (): Promise<VerificationSettings> => {
    const variables = verificationSwitches.flatMap(({ name }) => (process.env[name] === undefined ? [] : [{ name, value: process.env[name], where: name }]));
    const settings = [...variables, ...await programSettings()];
    return { off: settings.flatMap((setting) => {
      const program = switchedOff(setting);
      return program === undefined ? [] : [{ program, setting: setting.name, where: setting.where }];
    }).slice(0, maxShown) };
  },
  exhibit: (value) => value,
});
