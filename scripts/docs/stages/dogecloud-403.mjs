// DogeCloud's API, and a request as Certimate 0.2.14 signed it.
import { createHmac } from 'node:crypto';
import { createAuthority, dogeCloud, httpHandler, startTlsServer } from '@culprit/lab';

const keys = { accessKey: 'a1b2c3d4e5f60718', secretKey: '0f1e2d3c4b5a69788796a5b4c3d2e1f0' };
const path = '/cdn/cert/list.json';

const request = (signed) => [
  `POST ${path} HTTP/1.1`, 'Host: api.dogecloud.com',
  `Authorization: TOKEN ${keys.accessKey}:${createHmac('sha1', keys.secretKey).update(`${signed}\n{}`).digest('hex')}`,
  'Content-Type: application/json', '', '{}',
].join('\r\n');

export default async function stage(keep) {
  const root = await createAuthority({ name: 'Lab Root R1' });
  const leaf = await root.issue({ names: ['api.dogecloud.com'] });
  const server = keep(await startTlsServer({ chain: leaf.chain, key: leaf.key, http: httpHandler({ fallback: dogeCloud({ ...keys, domains: ['cdn.example.com'] }) }) }));
  return {
    values: { api: `127.0.0.1:${server.port}` },
    files: { 'lab-root.pem': root.certificate, 'request.txt': request(path.slice(1)), 'repaired.txt': request(path), 'body.json': '{}' },
    env: { DOGECLOUD_ACCESS_KEY: keys.accessKey, DOGECLOUD_SECRET_KEY: keys.secretKey },
  };
}
