// Runs in a network namespace of its own: a proxy that answers everything itself, and real clients that ask for names
// which resolve nowhere. Reads cases as one line of JSON, writes per case and client whether the proxy was asked.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

export type NoProxyCase = { readonly host: string; readonly port: number; readonly value: string; readonly upper?: true };

const run = promisify(execFile);
const server = createServer((_request, response) => void response.end('BY-PROXY'));
// Node's fetch goes by CONNECT, even for plain HTTP.
server.on('connect', (_request, socket) => void socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 8\r\nConnection: close\r\n\r\nBY-PROXY')).write('HTTP/1.1 200 OK\r\n\r\n'));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const python = (get: string): readonly string[] => ['python3', '-c', `import json, os, sys
${get}
seen = []
for case in json.loads(sys.argv[1]):
    os.environ.pop('no_proxy', None); os.environ.pop('NO_PROXY', None); os.environ[case['name']] = case['value']
    try: seen.append('BY-PROXY' in get(case['url']))
    except Exception: seen.append(False)
print(json.dumps(seen))`];
const node = (get: string): readonly string[] => [process.execPath, '-e', `(async () => {
  const seen = [];
  for (const { url, name, value } of JSON.parse(process.argv[1])) {
    delete process.env.no_proxy; delete process.env.NO_PROXY; process.env[name] = value;
    seen.push(await (${get})(url, { http_proxy: process.env.http_proxy, [name]: value }).then((text) => text.includes('BY-PROXY'), () => false));
  }
  console.log(JSON.stringify(seen));
})()`];
/** Programs that take all cases at once; the others are started once a case. */
const batches: { readonly [client: string]: readonly string[] } = {
  'Python urllib': python('from urllib.request import urlopen\ndef get(url): return urlopen(url, timeout=3).read().decode()'),
  'Python requests': python('import requests\ndef get(url): return requests.get(url, timeout=3).text'),
  'Node http (NODE_USE_ENV_PROXY)': node('(url, proxyEnv) => new Promise((resolve, reject) => require("http").get(url, { agent: new (require("http").Agent)({ proxyEnv }) }, (r) => { let t = ""; r.on("data", (d) => t += d).on("end", () => resolve(t)); }).on("error", reject))'),
  'Node fetch (undici EnvHttpProxyAgent)': node('(url) => fetch(url).then((r) => r.text())'),
};
const single: { readonly [client: string]: (url: string) => readonly string[] } = {
  curl: (url) => ['curl', '-s', '-m', '3', url],
  wget: (url) => ['wget', '-q', '-O', '-', '-t', '1', '-T', '3', url],
};

let input = '';
for await (const chunk of process.stdin) input += String(chunk);
const { cases, without } = JSON.parse(input) as { readonly cases: readonly NoProxyCase[]; readonly without: readonly string[] };
const asked = cases.map(({ host, port, value, upper }) => ({
  url: `http://${host.includes(':') ? `[${host}]` : host}${port === 80 ? '' : `:${port}`}/`, name: upper === true ? 'NO_PROXY' : 'no_proxy', value,
}));
const env = { PATH: process.env['PATH'], HOME: '/nonexistent', NODE_USE_ENV_PROXY: '1', http_proxy: proxy };
const start = async ([program = '', ...args]: readonly string[], more: { readonly [name: string]: string } = {}): Promise<string> =>
  (await run(program, args, { env: { ...env, ...more }, timeout: 100_000 }).catch(() => ({ stdout: '' }))).stdout;

const results: Record<string, readonly boolean[]> = {};
for (const [client, command] of Object.entries(batches)) {
  if (!without.includes(client)) results[client] = JSON.parse(await start([...command, JSON.stringify(asked)])) as readonly boolean[];
}
for (const [client, command] of Object.entries(single)) {
  results[client] = await Promise.all(asked.map(async ({ url, name, value }) => (await start(command(url), { [name]: value })).includes('BY-PROXY')));
}
process.stdout.write(JSON.stringify(results));
server.close();
