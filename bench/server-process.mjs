import { createServer } from 'node:https';
import { createServer as listener } from 'node:net';
import { createAuthority, startTlsServer, httpHandler } from '../packages/lab/src/index.ts';

const day = 86_400_000;
const root = await createAuthority({ name: 'Bench Root' });
const issuer = await root.intermediate({ name: 'Bench Issuer' });
const leaf = await issuer.issue({ names: ['127.0.0.1', 'localhost'], usages: ['serverAuth'] });
const expired = await issuer.issue({ names: ['127.0.0.1', 'localhost'], usages: ['serverAuth'], notBefore: new Date(Date.now() - 60 * day), notAfter: new Date(Date.now() - day) });

// One HTTPS server behind as many ports as are wanted.
const https = createServer({ cert: leaf.chain.join('\n'), key: leaf.key, sessionTimeout: 1 }, (_, response) => response.end('ok'));
const listening = await Promise.all(Array.from({ length: Number(process.argv[2]) }, () => new Promise((resolve) => {
  const server = listener((socket) => https.emit('connection', socket));
  server.listen({ port: 0, host: '127.0.0.1', backlog: 511 }, () => resolve(server.address().port));
})));
const broken = await startTlsServer({ chain: expired.chain, key: expired.key, http: httpHandler({ fallback: { body: 'ok' } }) });
process.send({ ports: listening, expiredPort: broken.port, authority: root.certificate });
process.on('disconnect', () => process.exit());
