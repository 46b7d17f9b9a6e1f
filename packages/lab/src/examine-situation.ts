import { run, type Manifest, type Plugin, type Report } from '@culprit/core';
import type { Situation } from './scenario.ts';

/** Variables that would lead a client of the lab away from loopback, or to authorities of this machine. */
const foreignVariables: readonly string[] = [
  'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy',
  'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'AWS_CA_BUNDLE', 'GIT_SSL_CAINFO', 'PIP_CERT',
];

/**
 * Examines a situation as its client would: with its route, its environment and its clock, and with nobody to ask but the
 * stand-ins. The environment is that of this process, so situations with variables must not run at the same time as others.
 */
export async function examineSituation(situation: Situation, plugins: readonly (Plugin | Manifest)[], signal?: AbortSignal): Promise<Report> {
  const { target, given, controls, env = {}, secrets = {}, entry, allow, clockOffsetMs, timeoutMs, depth } = situation;
  // Nor do the settings in somebody's home folder count.
  const restore = setEnvironment({ ...Object.fromEntries(foreignVariables.map((name) => [name, undefined])), HOME: '/dev/null', ...env });
  try {
    return await run(
      { plugins, targets: [entry ?? target], ...(allow === undefined ? {} : { allow }), controls: { resolvers: [], timeSources: [], sni: [], portals: [], egress: [], ...controls }, secrets: [{ scheme: 'lab', resolve: async (name) => secrets[name] }] },
      {
        ...(given === undefined ? {} : { given }),
        ...(clockOffsetMs === undefined ? {} : { now: () => new Date(Date.now() + clockOffsetMs) }),
        ...(depth === undefined ? {} : { depth }),
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
        ...(signal === undefined ? {} : { signal }),
      },
    );
  } finally {
    restore();
  }
}

function setEnvironment(wanted: { readonly [name: string]: string | undefined }): () => void {
  const before = Object.keys(wanted).map((name) => [name, process.env[name]] as const);
  const set = (name: string, value: string | undefined): void => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  for (const [name, value] of Object.entries(wanted)) set(name, value);
  return () => {
    for (const [name, value] of before) set(name, value);
  };
}
