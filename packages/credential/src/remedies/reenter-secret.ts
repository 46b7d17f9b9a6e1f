import { defineRemedy, type Remedy } from '@culprit/core';

/** For a file without rows. */
export const exportRows: Remedy = defineRemedy({
  id: 'credential/export-rows',
  audience: 'you',
  text: {
    en: { title: 'Export the rows as JSON or CSV', steps: ['psql -c "COPY (SELECT id, created_at, name, nonce_hex, value FROM provider_api_keys) TO STDOUT WITH CSV HEADER" > rows.csv', 'culprit ciphertext examine rows.csv --key env:AEAD_SECRET_KEY'] },
    'zh-CN': { title: '将数据行导出为 JSON 或 CSV', steps: ['psql -c "COPY (SELECT id, created_at, name, nonce_hex, value FROM provider_api_keys) TO STDOUT WITH CSV HEADER" > rows.csv', 'culprit ciphertext examine rows.csv --key env:AEAD_SECRET_KEY'] },
  },
});

/** For values that cannot be recovered. */
export const enterSecretAgain: Remedy = defineRemedy({
  id: 'credential/enter-secret-again',
  audience: 'you',
  text: {
    en: { title: 'Delete {example} and enter the secret again', steps: ['Delete the row first: a reader that takes the first row of a name may go on meeting the old one.', 'Enter the secret in the program itself, and have the survey made once more.'] },
    'zh-CN': { title: '删除 {example} 并重新录入密钥', steps: ['先删除该行：程序按名称取第一行时，可能仍会取到旧的那一行。', '在程序中重新录入密钥，然后再检查一次。'] },
  },
});

/** For a key that only lenient programs read. */
export const cleanKey: Remedy = defineRemedy({
  id: 'credential/clean-key-text',
  audience: 'you',
  text: {
    en: { title: 'Write the key as 64 hexadecimal digits and nothing else', steps: ['Take off what stands around it ({repairs}): no quotes in an env file that Docker reads, no 0x, no line break.', 'Then recreate the services: docker compose up -d --force-recreate'] },
    'zh-CN': { title: '密钥只写 64 位十六进制数字', steps: ['去掉周围多余的内容（{repairs}）：供 Docker 读取的 env 文件不要加引号，不要加 0x，不要带换行。', '然后重建服务：docker compose up -d --force-recreate'] },
  },
});

/** For a variable that holds something else. */
export const setEncryptionKey: Remedy = defineRemedy({
  id: 'credential/set-encryption-key',
  audience: 'you',
  text: {
    en: { title: 'Give the program the key that it began with', steps: ['Look where it was set first: an older .env, the secrets of the deployment, a backup. A new key opens none of these values.', 'If it is lost, make one with culprit key generate and enter every secret again.'] },
    'zh-CN': { title: '为程序提供最初使用的密钥', steps: ['在最初设置的地方查找：旧的 .env、部署平台的密钥、备份。新密钥打不开这些密文。', '如果已丢失，请用 culprit key generate 生成新密钥，并重新录入所有密钥。'] },
  },
});
