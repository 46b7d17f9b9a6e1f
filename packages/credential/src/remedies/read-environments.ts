import { defineRemedy, type Remedy } from '@culprit/core';

/** For sources that can't be read. */
export const showEnvironments: Remedy = defineRemedy({
  id: 'credential/show-environments',
  audience: 'you',
  text: {
    en: { title: 'Give what Docker itself says', steps: ['docker compose config > config.yml; docker inspect $(docker compose ps -q) > containers.json', 'culprit shared-key examine config.yml containers.json --variable {name}', 'Both files hold secrets: delete them afterwards.'] },
    'zh-CN': { title: '提供 Docker 自身的输出', steps: ['docker compose config > config.yml; docker inspect $(docker compose ps -q) > containers.json', 'culprit shared-key examine config.yml containers.json --variable {name}', '两个文件都含有密钥，用后请删除。'] },
  },
});

/** For a variable behind which nothing stands. */
export const setVariable: Remedy = defineRemedy({
  id: 'credential/set-variable',
  audience: 'you',
  text: {
    en: { title: 'Set {name} where the compose file takes it from', steps: ['In .env beside the compose file: {name}=<the key>. A variable of the shell goes before it, also an empty one: unset {name}', 'docker compose up -d --force-recreate {service}'] },
    'zh-CN': { title: '在 compose 文件取值的地方设置 {name}', steps: ['在 compose 文件旁的 .env 中写入 {name}=<密钥>。shell 变量优先于它，即使为空：unset {name}', 'docker compose up -d --force-recreate {service}'] },
  },
});

/** For the key of an example. */
export const replaceExampleKey: Remedy = defineRemedy({
  id: 'credential/replace-example-key',
  audience: 'you',
  text: {
    en: { title: 'Take a key that only you know', steps: ['culprit key generate; set it as {name} for every service; what was sealed with the old one has to be entered again.'] },
    'zh-CN': { title: '换用只有自己知道的密钥', steps: ['culprit key generate；为每个服务把它设为 {name}；用旧密钥加密的内容需要重新录入。'] },
  },
});
