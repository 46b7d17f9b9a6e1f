import { defineOptions, defineTarget, type OptionFields, type StandardSchemaV1, type TargetKind } from '@culprit/core';

export type SharedKey = {
  /** The variable: `AEAD_SECRET_KEY`. */
  readonly variable: string;
  /** Compose files, outputs of `docker compose config` and `docker inspect`, env files, and `pid:NUMBER`. */
  readonly sources: readonly string[];
  /** The services that must have it; default: those that are known to, and those that get it. */
  readonly services?: readonly string[];
};

export const sharedKeyFields: OptionFields = {
  variable: { type: 'string', required: true, pattern: '^[A-Za-z_]\\w*$', placeholder: 'variable', text: { en: 'Variable that holds the key', 'zh-CN': '存放密钥的环境变量' } },
  sources: { type: 'list', items: { type: 'string' }, text: { en: 'Compose files, outputs of docker compose config and docker inspect, env files, pid:NUMBER', 'zh-CN': 'compose 文件、docker compose config 与 docker inspect 的输出、env 文件、pid:进程号' } },
  services: { type: 'list', items: { type: 'string' }, placeholder: 'names', text: { en: 'Services that must have the key', 'zh-CN': '必须拿到密钥的服务' } },
};

/** A key that several services must have in common. Reads `shared-key:///path/docker-compose.yml?variable=AEAD_SECRET_KEY&services=a,b&with=/path/inspect.json`. */
export const sharedKey: TargetKind<SharedKey> = defineTarget({
  kind: 'shared-key',
  text: { en: 'A key that several services share', 'zh-CN': '多个服务共用的密钥' },
  schema: defineOptions(sharedKeyFields) as unknown as StandardSchemaV1<unknown, SharedKey>,
  schemes: ['shared-key'],
  rows: 'checks',
  label: ({ variable, sources }) => `${variable} in ${sources.join(', ')}`,
  read: (text) => {
    const [, path = '', query = ''] = /^shared-key:\/\/([^?]*)(?:\?(.*))?$/s.exec(text) ?? [];
    const given = new URLSearchParams(query);
    const services = given.get('services');
    if (path === '') return undefined;
    return { variable: given.get('variable') ?? 'AEAD_SECRET_KEY', sources: [decodeURI(path), ...given.getAll('with')], ...(services === null ? {} : { services: services.split(',') }) };
  },
});
