import { existsSync, readFileSync } from 'node:fs';
import { release } from 'node:os';
import type { JsonObject } from '../json.ts';

type Environment = { readonly [name: string]: string | undefined };

/**
 * Who looks and from where, by cheap reads alone. Nothing here identifies a person or holds a credential.
 * `proxy` is what was asked for, else what the environment says.
 */
export function contextOf(env: Environment, proxy: string | undefined): JsonObject {
  const container = containerOf(env);
  const ci = ciOf(env);
  const trust = variablesOf(env, ['NODE_EXTRA_CA_CERTS', 'NODE_USE_SYSTEM_CA', 'NODE_TLS_REJECT_UNAUTHORIZED']);
  return {
    platform: `${systems[process.platform] ?? process.platform} ${release()} ${process.arch}`,
    runtime: `Node.js ${process.versions.node}`,
    proxy: proxy ?? variablesOf(env, ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy']) ?? 'direct',
    ...(container === undefined ? {} : { container }),
    ...(ci === undefined ? {} : { ci }),
    // What makes Node trust other authorities, or none at all.
    ...(trust === undefined ? {} : { trust }),
    time: zoneOf(new Date().getTimezoneOffset()),
  };
}

const systems: { readonly [platform: string]: string } = { linux: 'Linux', darwin: 'Darwin', win32: 'Windows', freebsd: 'FreeBSD' };

function variablesOf(env: Environment, names: readonly string[]): JsonObject | undefined {
  const set = names.filter((name) => (env[name] ?? '') !== '');
  return set.length === 0 ? undefined : Object.fromEntries(set.map((name) => [name, withoutUserInfo(env[name] ?? '')]));
}

/** Everything up to the last `@` goes, however oddly the credential is written: passwords with a slash or an `@` included. */
const withoutUserInfo = (value: string): string => value.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1').slice(0, 500);

/** `UTC+08:00`, of the minutes that `Date.prototype.getTimezoneOffset` counts westwards. */
function zoneOf(minutesWest: number): string {
  const minutes = Math.abs(minutesWest);
  return `UTC${minutesWest > 0 ? '-' : '+'}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** What kind of container or virtual system this process runs in: `Docker`, `Kubernetes`, `WSL`; `undefined`: none that shows. */
export function containerOf(env: Environment): string | undefined {
  if (env['KUBERNETES_SERVICE_HOST'] !== undefined) return 'Kubernetes';
  if (process.platform !== 'linux') return undefined;
  if (existsSync('/.dockerenv')) return 'Docker';
  if (existsSync('/run/.containerenv')) return 'Podman';
  if (env['WSL_DISTRO_NAME'] !== undefined || /microsoft/i.test(release())) return 'WSL';
  try {
    // The first process of a systemd-nspawn or LXC container says so in its environment.
    const name = /(?:^|\0)container=([^\0]+)/.exec(readFileSync('/proc/1/environ', 'latin1'))?.[1];
    return name === undefined ? undefined : name.slice(0, 40);
  } catch {
    return undefined;
  }
}

function ciOf(env: Environment): string | undefined {
  const named: { readonly [variable: string]: string } = {
    GITHUB_ACTIONS: 'GitHub Actions', GITLAB_CI: 'GitLab CI', JENKINS_URL: 'Jenkins', BUILDKITE: 'Buildkite', CIRCLECI: 'CircleCI', TF_BUILD: 'Azure Pipelines',
  };
  const known = Object.keys(named).find((variable) => (env[variable] ?? '') !== '');
  if (known !== undefined) return named[known];
  return (env['CI'] ?? '') === '' || env['CI'] === 'false' ? undefined : 'CI';
}
