import { defineCommand, misuse, type Command } from '@culprit/core';
import { conduct, depthOptions, reportOptions } from '@culprit/core/examination';
import { sharedKeyFields } from '../targets/shared-key.ts';

const { sources: _sources, variable, services, ...rest } = sharedKeyFields;

/** `culprit shared-key examine FILE…`: which service does not get the key that others have. */
export const sharedKeyExamine: Command = defineCommand({
  name: 'shared-key examine',
  text: {
    en: { summary: 'Find the service that does not get the key that others have', positionals: '<docker-compose.yml|inspect.json|.env|pid:N…>' },
    'zh-CN': { summary: '找出没有拿到共用密钥的服务', positionals: '<docker-compose.yml|inspect.json|.env|pid:N…>' },
  },
  options: { ...rest, ...(variable === undefined ? {} : { variable: { ...variable, type: 'string', default: 'AEAD_SECRET_KEY' } }), ...(services === undefined ? {} : { services }), ...reportOptions, ...depthOptions },
  async run(context) {
    const { positionals: sources, options } = context;
    if (sources.length === 0) throw misuse('Name what the services get it from: culprit shared-key examine docker-compose.yml --variable AEAD_SECRET_KEY', '请指定服务的配置来源：culprit shared-key examine docker-compose.yml --variable AEAD_SECRET_KEY');
    const given = Array.isArray(options['services']) ? options['services'].flatMap((names) => String(names).split(',')) : undefined;
    return conduct(context, [{ kind: 'shared-key', variable: String(options['variable']), sources, ...(given === undefined ? {} : { services: given }) }]);
  },
});
