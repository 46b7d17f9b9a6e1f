import { dogeCloud, type DogeCloudOptions } from '../dogecloud-server.ts';
import { httpHandler } from '../http-handler.ts';
import type { ListedScenario } from '../scenario.ts';
import { startTlsServer } from '../tls-server.ts';
import { situated, type Arrangement, type Workbench } from '../workbench.ts';
import { at, issueChain } from './services.ts';

const host = 'api.dogecloud.com';
const account = { accessKey: 'a1b2c3d4e5f60718', secretKey: '0f1e2d3c4b5a69788796a5b4c3d2e1f0' };

interface Client {
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly clockOffsetMs?: number;
}

/** An account of DogeCloud, asked with these keys. */
async function accountOf(bench: Workbench, { clockOffsetMs, ...keys }: Client = {}, api: Partial<DogeCloudOptions> = {}): Promise<Arrangement> {
  const chain = await issueChain({ names: [host] });
  const server = await bench.keep(startTlsServer({ chain: chain.leaf.chain, key: chain.leaf.key, http: httpHandler({ fallback: dogeCloud({ ...account, ...api }) }) }));
  return {
    target: `dogecloud://${host}?access-key=lab:access-key&secret-key=lab:secret-key`,
    given: { route: { connectTo: at(server), ca: await bench.file('lab-root.pem', chain.root.certificate) } },
    secrets: { 'access-key': keys.accessKey ?? account.accessKey, 'secret-key': keys.secretKey ?? account.secretKey },
    ...(clockOffsetMs === undefined ? {} : { clockOffsetMs }),
  };
}

const stale = 'ffffffffffffffffffffffffffffffff';

/** Keys of DogeCloud, and a token that does not arrive. */
export const dogecloud: readonly ListedScenario[] = [
  {
    id: 'dogecloud-secret-is-stale',
    layer: 'account', rows: ['C2', 'C4'],
    text: { en: 'The secret key of a DogeCloud account was replaced', 'zh-CN': '多吉云账号的 SecretKey 已被更换' },
    cause: 'storage-endpoint/dogecloud-keys-refused',
    start: situated((bench) => accountOf(bench, { secretKey: stale })),
    nearMiss: {
      text: { en: 'The clock is twenty minutes ahead, which no signature depends on', 'zh-CN': '本机时钟快了 20 分钟，而签名与时间无关' },
      start: situated((bench) => accountOf(bench, { clockOffsetMs: 1_200_000 })),
    },
  },
  {
    id: 'dogecloud-keys-are-swapped',
    layer: 'account', rows: ['C4'],
    text: { en: 'The two keys of a DogeCloud account stand in each other\'s place', 'zh-CN': '多吉云账号的两个密钥填反了' },
    cause: 'storage-endpoint/dogecloud-keys-swapped',
    start: situated((bench) => accountOf(bench, { accessKey: account.secretKey, secretKey: account.accessKey })),
    nearMiss: {
      text: { en: 'They are swapped, and stale as well', 'zh-CN': '两个密钥填反了，而且已经失效' }, cause: 'storage-endpoint/dogecloud-keys-refused',
      start: situated((bench) => accountOf(bench, { accessKey: stale, secretKey: account.accessKey })),
    },
  },
  {
    id: 'dogecloud-key-is-quoted',
    layer: 'account', rows: ['C4'],
    text: { en: 'The secret key of a DogeCloud account has the quotes of an env file', 'zh-CN': '多吉云账号的 SecretKey 带有 env 文件的引号' },
    cause: 'storage-endpoint/dogecloud-key-edges',
    start: situated((bench) => accountOf(bench, { secretKey: `"${account.secretKey}"` })),
    nearMiss: {
      text: { en: 'It has quotes, and is stale as well', 'zh-CN': '带有引号，而且已经失效' }, cause: 'storage-endpoint/dogecloud-keys-refused',
      start: situated((bench) => accountOf(bench, { secretKey: `"${stale}"` })),
    },
  },
  {
    id: 'dogecloud-token-is-lost',
    layer: 'account', rows: ['C4', 'A11'],
    text: { en: 'A gateway before DogeCloud takes the Authorization field away', 'zh-CN': '多吉云之前的网关去掉了 Authorization 头' },
    cause: 'storage-endpoint/dogecloud-token-lost',
    start: situated((bench) => accountOf(bench, {}, { dropsAuthorization: true })),
    nearMiss: {
      text: { en: 'The token arrives and is refused', 'zh-CN': '令牌已送达，但被拒绝' }, cause: 'storage-endpoint/dogecloud-keys-refused',
      start: situated((bench) => accountOf(bench, { accessKey: 'ffffffffffffffff' })),
    },
  },
];
