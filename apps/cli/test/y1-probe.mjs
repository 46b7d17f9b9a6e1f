import { createAuthority, httpHandler, startTlsServer } from '@culprit/lab';
import { writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import https from 'node:https';
const root = await createAuthority({ name: 'Hostile Root' });
writeFileSync('/tmp/y1w/ca.pem', root.certificate);
const run = (args) => new Promise((r) => { const c = spawn(process.execPath, ['/work/main/apps/cli/bin/culprit.js', ...args], { stdio: 'inherit' }); c.on('close', r); });
const nodeSays = (port) => new Promise((r) => https.get({ host: '127.0.0.1', port, ca: root.certificate }, (res) => { res.resume(); r(res.statusCode); }).on('error', (e) => r(e.code)));
for (const size of [4, 9]) {
  const authorities = await Promise.all(Array.from({ length: size }, (_, index) => createAuthority({ name: `Maze ${index}` })));
  const crossed = await Promise.all(authorities.flatMap((one) => authorities.filter((other) => other !== one).map((other) => one.crossSign(other))));
  const { chain, key } = await authorities[0].issue({ names: ['127.0.0.1'] });
  await using server = await startTlsServer({ chain: [...chain, ...crossed], key, http: httpHandler({ fallback: { body: 'ok' } }) });
  console.log(size, crossed.length, await nodeSays(server.port));
  console.log('exit', await run([`https://127.0.0.1:${server.port}/`, '--ca', '/tmp/y1w/ca.pem', '--offline', '--verbose']));
}
let a = root;
for (let d = 0; d < 99; d++) a = await a.intermediate({ name: `Depth ${d}` });
const { chain, key } = await a.issue({ names: ['127.0.0.1'] });
await using server = await startTlsServer({ chain, key, http: httpHandler({ fallback: { body: 'ok' } }) });
console.log('depth', chain.length, await nodeSays(server.port));
console.log('exit', await run([`https://127.0.0.1:${server.port}/`, '--ca', '/tmp/y1w/ca.pem', '--offline']));
