import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { noProxyVerdicts } from '../../packages/network/src/proxy/no-proxy-verdicts.ts';
import type { NoProxyCase } from './no-proxy-clients.ts';
import { apt, because, firstReason, program, root, searchPath } from './requirements.ts';

const reason = firstReason(root, program('unshare'), program('ip'), apt('curl'), apt('wget'), apt('python3'), program('python3'));
const [skip, why] = [reason !== undefined, because(reason)];
// Many Pythons come without it, or with an older one, which took any ending of a name for a match (Debian 12 has 2.28).
const without = spawnSync('python3', ['-c', 'import requests, sys; sys.exit(tuple(map(int, requests.__version__.split(".")[:2])) < (2, 34))'], { env: { ...process.env, PATH: searchPath }, timeout: 20_000 }).status === 0 ? [] : ['Python requests'];

const host = 'api.shop.example';
const cases: readonly NoProxyCase[] = [
  ...['*', '*,x.example', 'shop.example', '.shop.example', '*.shop.example', 'hop.example', host, `.${host}`, `*.${host}`, `${host}:80`, `${host}:8080`, `x.example ${host}`, `x.example, ${host}`, `http://${host}/`, 'SHOP.example', 'example.', '']
    .map((value) => ({ host, port: 80, value })),
  { host, port: 8080, value: `${host}:8080` }, { host, port: 8080, value: `${host}:80` }, { host, port: 80, value: host, upper: true },
  ...['10.1.2.3', '10.0.0.0/8', '11.0.0.0/8', '10.1.2.1-10.1.2.9', '10.*'].map((value) => ({ host: '10.1.2.3', port: 80, value })),
  ...['fd00::1', '[fd00::1]', 'fd00::/8'].map((value) => ({ host: 'fd00::1', port: 80, value })),
  { host: '127.0.0.1', port: 8081, value: 'x.example' }, { host: 'localhost', port: 8081, value: 'x.example' },
];

// In a namespace without a network: nothing is asked of anybody.
test.skipIf(skip)(`NO_PROXY is read as curl, wget, Python and Node read it${why}`, () => {
  const script = fileURLToPath(new URL('no-proxy-clients.ts', import.meta.url));
  const { stdout, stderr } = spawnSync('unshare', ['--net', 'sh', '-c', 'ip link set lo up && exec "$0" "$1"', process.execPath, script], {
    encoding: 'utf8', input: JSON.stringify({ cases, without }), timeout: 240_000, env: { PATH: `${process.env['PATH']}:${searchPath}` },
  });
  expect(stderr).toBe('');
  const seen = JSON.parse(stdout) as { readonly [client: string]: readonly boolean[] };
  const differing = cases.flatMap(({ host: name, port, value, upper }, index) =>
    noProxyVerdicts(name, port, upper === true ? { NO_PROXY: value } : { no_proxy: value }, true)
      .filter(({ client, exempt }) => exempt !== undefined && seen[client]?.[index] === exempt)
      .map(({ client, exempt, because: by }) => `${client}: ${value} for ${name}:${port} is not ${exempt === true ? 'exempt' : 'proxied'} (${by})`));
  expect(differing).toEqual([]);
}, 300_000);
