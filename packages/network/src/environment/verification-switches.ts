import type { Setting } from './program-settings.ts';

/** A setting that makes a program accept any certificate. */
export type VerificationSwitch = { readonly name: string; readonly program: string; readonly off: RegExp };

const no = /^(?:0|false|no|off|none)$/i;
const yes = /^(?:1|true|yes|on)?$/i;

/**
 * Sources: nodejs.org/api/cli.html, git(1) (any value counts), PEP 493, npm `strict-ssl`, Yarn `enableStrictSsl`, conda
 * `ssl_verify`, pip `trusted-host`, go help environment (`GOINSECURE`), curl(1) `insecure`, wget(1) `check_certificate`.
 */
export const verificationSwitches: readonly VerificationSwitch[] = [
  { name: 'NODE_TLS_REJECT_UNAUTHORIZED', program: 'Node.js', off: /^0$/ },
  { name: 'GIT_SSL_NO_VERIFY', program: 'git', off: /^/ },
  { name: 'PYTHONHTTPSVERIFY', program: 'Python', off: /^0$/ },
  { name: 'npm_config_strict_ssl', program: 'npm', off: no },
  { name: 'NPM_CONFIG_STRICT_SSL', program: 'npm', off: no },
  { name: 'YARN_ENABLE_STRICT_SSL', program: 'Yarn', off: no },
  { name: 'CONDA_SSL_VERIFY', program: 'conda', off: no },
  { name: 'PIP_TRUSTED_HOST', program: 'pip', off: /\S/ },
  { name: 'GOINSECURE', program: 'Go', off: /\S/ },
  { name: 'npm strict-ssl', program: 'npm', off: no },
  { name: 'git http.sslverify', program: 'git', off: no },
  { name: 'pip global.trusted-host', program: 'pip', off: /\S/ },
  { name: 'pip install.trusted-host', program: 'pip', off: /\S/ },
  { name: 'curl insecure', program: 'curl', off: yes },
  { name: 'curl k', program: 'curl', off: yes },
  { name: 'wget check_certificate', program: 'wget', off: no },
  { name: 'wget check-certificate', program: 'wget', off: no },
];

const byName = new Map(verificationSwitches.map((one) => [one.name, one]));

/** Whose verification a setting switches off; `undefined`: nobody's. Pure. */
export function switchedOff({ name, value }: Pick<Setting, 'name' | 'value'>): string | undefined {
  const found = byName.get(name);
  return found?.off.test(value.trim()) === true ? found.program : undefined;
}
