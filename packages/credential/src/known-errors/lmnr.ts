import { defineKnownErrors, type KnownError, type PossibleCause } from '@culprit/core';

const neverReceived: PossibleCause = { id: 'credential/key-not-passed', when: { en: 'A key that was entered anew fails as well: writer and reader have different keys, or one has none', 'zh-CN': '重新录入的密钥也失败：写入方与读取方的密钥不同，或其中一方没有密钥' } };
const changed: PossibleCause = { id: 'credential/encryption-key-changed', when: { en: 'All values fail, or all that are older than some day', 'zh-CN': '所有值都失败，或某天之前的都失败' } };
const example: PossibleCause = { id: 'credential/example-key-in-use', when: { en: 'One of the services still has the key of the repository', 'zh-CN': '其中一个服务仍在使用仓库中的示例密钥' } };
const renamed: PossibleCause = { id: 'credential/renamed-row', when: { en: 'One value fails, and its row was renamed', 'zh-CN': '只有一个值失败，且该行改过名' } };

/** What LMNR (Laminar) says where a stored key of a provider does not open: one sentence for every cause. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'credential/lmnr-failed-to-decode', program: 'lmnr', literals: ['failed to decode api_key'], pattern: /Failed to decode api_key (?<name>[A-Z][A-Z0-9_]*)/,
    causes: [neverReceived, changed, example, renamed],
    fixedIn: { product: 'LMNR', release: '0.1.11', names: ['lmnr', 'lmnr-ai/app-server', 'lmnr-ai/frontend', 'laminar'] },
    examples: { matches: ['Failed to decode api_key GEMINI_API_KEY', '{"error":"Failed to decode api_key GEMINI_API_KEY","details":"Error"}'], nearMisses: ['Failed to decode api_key: unexpected end'] },
  },
  {
    id: 'credential/lmnr-key-not-set', program: 'lmnr', literals: ['AEAD_SECRET_KEY environment variable is not set'], pattern: /AEAD_SECRET_KEY environment variable is not set/,
    causes: [neverReceived],
    examples: { matches: ['Error: AEAD_SECRET_KEY environment variable is not set'], nearMisses: ['AEAD_SECRET_KEY environment variable is set'] },
  },
  {
    id: 'credential/lmnr-key-length', program: 'lmnr', literals: ['AEAD_SECRET_KEY must be 32 bytes', 'Failed to decode AEAD_SECRET_KEY from hex'], pattern: /AEAD_SECRET_KEY must be 32 bytes \(64 hex characters\), got \d+ bytes|Failed to decode AEAD_SECRET_KEY from hex/,
    causes: [neverReceived],
    examples: { matches: ['AEAD_SECRET_KEY must be 32 bytes (64 hex characters), got 24 bytes', 'Failed to decode AEAD_SECRET_KEY from hex'], nearMisses: ['AEAD_SECRET_KEY must be 32 bytes'] },
  },
]);
