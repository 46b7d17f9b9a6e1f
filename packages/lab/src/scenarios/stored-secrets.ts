import type { ListedScenario } from '../scenario.ts';
import { situated } from '../workbench.ts';

/** A vault of Culprit that was sealed with {@link sealingKey}; it holds no secret of anybody. */
const sealedVault = `{
 "format": "culprit-vault",
 "version": 1,
 "vaultId": "d7c5d32d-c4b2-4961-a3ba-e49d2d481e52",
 "generation": 2,
 "updated": "2026-03-01T08:05:00.000Z",
 "keys": [
  {
   "kid": "k1-d34d7fb1d6cf66083418",
   "state": "primary",
   "created": "2026-03-01T08:00:00.000Z",
   "source": "env:CULPRIT_MASTER_KEY",
   "wrapped": "VEOoIw5ZrrBoWcT5pwhvX04KncWtrjpvcdueGTK+6f/GLx5whkyfk8PJ6BuzeZQKH0CZCqh/zV5Nq72Y"
  }
 ],
 "entries": {
  "openai/default": {
   "v": 1,
   "alg": "A256GCM",
   "updated": "2026-03-01T08:05:00.000Z",
   "sealed": "kcuntdbJd7lzDCiVy2HUvGN/JQpHmNtPk3h7/GnhjIkG0vU5U4A9WvoTl7c="
  }
 },
 "mac": "TdyRA1TCaiNdurT1rI9Vbau2oAIh31MON4ONsIyzkhA=",
 "checksum": "bkuTulfBIVoqqiUO0wN9g3f+Ne1GlFfv9vE6vieZpqg="
}
`;

const sealingKey = '5a'.repeat(32);
const otherKey = 'a5'.repeat(32);

/** The vault as somebody with these keys would open it. */
const opened = (key: string, previous?: string) => situated(async (bench) => ({
  target: `vault://${await bench.file('vault.json', sealedVault)}?key=lab:MASTER_KEY${previous === undefined ? '' : '&previous=lab:MASTER_KEY_PREVIOUS'}`,
  secrets: { MASTER_KEY: key, ...(previous === undefined ? {} : { MASTER_KEY_PREVIOUS: previous }) },
}));

/** Rows of LMNR's table of provider keys, sealed with {@link rowKey} (XChaCha20-Poly1305); they hold no secret of anybody. */
const rowKey = '7c'.repeat(32);
const nonce = '000102030405060708090a0b0c0d0e0f1011121314151617';
const rows = [
  { name: 'OPENAI_API_KEY', nonce_hex: nonce, value: 'cd536ee47296fb3c73712441151ae0c58ab1444ee49ef170133543999e10be778fb2' },
  { name: 'GEMINI_API_KEY', nonce_hex: nonce, value: 'cd536ee47a83f33b7c712441151ae0c58ab1da706e94729d7b127bacb6f8fbe7449d' },
];

/** A row that was sealed with the key in LMNR's repository. */
const exampleKey = '0123456789abcdef'.repeat(4);
const exampleRow = { name: 'GEMINI_API_KEY', nonce_hex: nonce, value: 'ff8f1c85aad6549dfc621ff88c114fa11937579a623e6b124bc0' };

/** Rows as somebody exports them, with the key that the program is given and perhaps an earlier one. */
const exported = (table: readonly object[], key: string, previous?: string) => situated(async (bench) => ({
  target: `ciphertext://${await bench.file('rows.json', JSON.stringify(table))}?key=lab:AEAD_SECRET_KEY${previous === undefined ? '' : '&previous=lab:EARLIER_KEY'}`,
  secrets: { AEAD_SECRET_KEY: key, ...(previous === undefined ? {} : { EARLIER_KEY: previous }) },
}));

/** The compose file of LMNR as it was until release 0.1.11, or with what its frontend is given. */
const compose = (frontend: string): string => `services:
  app-server:
    image: ghcr.io/lmnr-ai/app-server
    environment:
      AEAD_SECRET_KEY: \${AEAD_SECRET_KEY}
  frontend:
    image: ghcr.io/lmnr-ai/frontend
    environment:
      NEXTAUTH_URL: http://localhost:5667
${frontend}`;

/** What `docker inspect` says of a container of the frontend. */
const container = (key: string, created: string): string => JSON.stringify([{ Created: created, Config: { Image: 'ghcr.io/lmnr-ai/frontend', Env: [`AEAD_SECRET_KEY=${key}`], Labels: { 'com.docker.compose.service': 'frontend' } } }]);

/** A folder with a compose file and its env file and, beside them, what is running. */
const deployed = (frontend: string, running?: string) => situated(async (bench) => {
  await bench.file('.env', `AEAD_SECRET_KEY=${rowKey}\n`);
  const file = await bench.file('docker-compose.yml', compose(frontend));
  return { target: `shared-key://${file}?variable=AEAD_SECRET_KEY${running === undefined ? '' : `&with=${await bench.file('containers.json', running)}`}` };
});
const passed = '      AEAD_SECRET_KEY: ${AEAD_SECRET_KEY}\n';

/** Secrets that are kept encrypted, and the keys to them. */
export const storedSecrets: readonly ListedScenario[] = [
  {
    id: 'master-key-was-changed', layer: 'account', rows: ['D4'], cause: 'credential/master-key-changed',
    text: { en: 'The master key of a vault was replaced by another one', 'zh-CN': '保险库的主密钥被换成了另一个' },
    start: opened(otherKey),
    nearMiss: { text: { en: 'The old key is kept beside it, as a rotation has it', 'zh-CN': '按轮换的做法，旧密钥仍保留在旁' }, cause: 'credential/master-key#replaced', start: opened(otherKey, sealingKey) },
  },
  {
    id: 'master-key-lost-a-digit', layer: 'account', rows: ['D4'], cause: 'credential/master-key#wrong-length',
    text: { en: 'A digit of the master key was lost when it was copied', 'zh-CN': '复制主密钥时漏了一位' },
    start: opened(sealingKey.slice(1)),
    nearMiss: { text: { en: 'The key stands in quotes', 'zh-CN': '密钥带有引号' }, start: opened(`"${sealingKey}"`) },
  },
  {
    id: 'encryption-key-was-changed', layer: 'account', rows: ['D1', 'D3'], cause: 'credential/encryption-key-changed',
    text: { en: "LMNR's key was changed, and its rows were sealed with the earlier one", 'zh-CN': 'LMNR 的密钥已更换，而数据行是用旧密钥加密的' },
    start: exported(rows, sealingKey, rowKey),
    nearMiss: { text: { en: 'The key is the one that they were sealed with', 'zh-CN': '密钥就是加密时所用的' }, start: exported(rows, rowKey, sealingKey) },
  },
  {
    id: 'row-was-sealed-with-example-key', layer: 'account', rows: ['D1'], cause: 'credential/example-key-in-use',
    text: { en: 'A service of LMNR sealed with the key in its repository', 'zh-CN': 'LMNR 的某个服务用仓库中的示例密钥加密' },
    start: exported([exampleRow], rowKey),
    nearMiss: { text: { en: 'All of it goes by that key: it opens, and is no secret', 'zh-CN': '全部都用示例密钥：能打开，但不是秘密' }, cause: 'credential/encryption-key#published', start: exported([exampleRow], exampleKey) },
  },
  {
    id: 'row-was-renamed', layer: 'account', rows: ['D1'], cause: 'credential/renamed-row',
    text: { en: 'A row of LMNR was renamed, and its value is bound to the name', 'zh-CN': 'LMNR 的数据行被改名，而密文与名称绑定' },
    start: exported(rows.map((row) => (row.name === 'GEMINI_API_KEY' ? { ...row, name: 'GOOGLE_KEY' } : row)), rowKey),
    nearMiss: { text: { en: 'It has its name', 'zh-CN': '名称没有改动' }, start: exported(rows, rowKey) },
  },
  {
    id: 'key-is-not-passed-on', layer: 'account', rows: ['D2'], cause: 'credential/key-not-passed',
    text: { en: "LMNR's compose file does not pass the key to the frontend", 'zh-CN': 'LMNR 的 compose 文件没有把密钥传给 frontend' },
    start: deployed(''),
    nearMiss: { text: { en: 'It does, as since release 0.1.11', 'zh-CN': '已经传递（0.1.11 起）' }, start: deployed(passed) },
  },
  {
    id: 'services-have-different-keys', layer: 'account', rows: ['D2'], cause: 'credential/shared-keys-differ',
    text: { en: 'The frontend is given another key than the app server', 'zh-CN': 'frontend 与 app-server 拿到的密钥不同' },
    start: deployed(`      AEAD_SECRET_KEY: "${otherKey}"\n`),
    nearMiss: { text: { en: 'It is given the same one, by its env file', 'zh-CN': '通过 env 文件拿到相同的密钥' }, start: deployed('    env_file: .env\n') },
  },
  {
    id: 'container-was-only-restarted', layer: 'account', rows: ['D2'], cause: 'credential/container-not-recreated',
    text: { en: 'The env file was changed, and the container was restarted and not recreated', 'zh-CN': '修改了 env 文件，但容器只是重启而没有重建' },
    start: deployed(passed, container(otherKey, '2026-03-01T08:00:00Z')),
    nearMiss: { text: { en: 'It was recreated', 'zh-CN': '容器已重建' }, start: deployed(passed, container(rowKey, '2026-03-01T08:00:00Z')) },
  },
];
