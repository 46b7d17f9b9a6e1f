import type { Scenario } from '../scenario.ts';
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

/** Secrets that are kept encrypted, and the keys to them. */
export const storedSecrets: readonly Scenario[] = [
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
];
