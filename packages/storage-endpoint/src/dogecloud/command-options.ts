import type { CommandContext, OptionFields } from '@culprit/core';
import { formatOption, secretOption, timeoutOption } from '@culprit/core/commands';
import type { DogeCloudAccount } from '../targets/dogecloud-account.ts';

/** The keys, always by reference. */
export const keyOptions: OptionFields = {
  accessKey: { type: 'secret', placeholder: 'secret', text: { en: 'AccessKey, as env:NAME or file:path; default env:DOGECLOUD_ACCESS_KEY', 'zh-CN': 'AccessKey，写作 env:名称 或 file:路径，默认 env:DOGECLOUD_ACCESS_KEY' } },
  secretKey: { type: 'secret', placeholder: 'secret', text: { en: 'SecretKey, as env:NAME or file:path; default env:DOGECLOUD_SECRET_KEY', 'zh-CN': 'SecretKey，写作 env:名称 或 file:路径，默认 env:DOGECLOUD_SECRET_KEY' } },
};

/** How the API is reached, and how long to wait. */
export const callOptions: OptionFields = {
  ...keyOptions,
  endpoint: { type: 'string', placeholder: 'url', text: { en: 'URL of the API; default https://api.dogecloud.com', 'zh-CN': 'API 的网址，默认 https://api.dogecloud.com' } },
  ...timeoutOption,
  ...formatOption,
};

/** References to the keys, those of the usual variables where none is given. */
export function keysOf({ options }: Pick<CommandContext, 'options'>): Pick<DogeCloudAccount, 'accessKey' | 'secretKey'> {
  return {
    accessKey: secretOption(options, 'accessKey') ?? { $secret: 'env:DOGECLOUD_ACCESS_KEY' },
    secretKey: secretOption(options, 'secretKey') ?? { $secret: 'env:DOGECLOUD_SECRET_KEY' },
  };
}
