import { defineCommand, misuse, neutralise, type Command } from '@culprit/core';
import { confirmed, yesOption } from '@culprit/core/commands';
import type { DogeCloudDomain } from '../dogecloud/client.ts';
import { callOptions } from '../dogecloud/command-options.ts';
import { callApi, showResult } from '../dogecloud/show-result.ts';

/** `culprit dogecloud domains`: lists the domains, or has what the CDN holds of them fetched anew. */
export const dogecloudDomains: Command = defineCommand({
  name: 'dogecloud domains',
  text: {
    en: { summary: 'List the domains of DogeCloud\'s CDN, or refresh URLs', positionals: '[refresh <url…>]' },
    'zh-CN': { summary: '列出多吉云 CDN 的域名，或刷新网址缓存', positionals: '[refresh <网址…>]' },
  },
  changes: true,
  options: {
    ...callOptions, ...yesOption,
    kind: { type: 'enum', values: ['url', 'path', 'prefetch'], default: 'url', text: { en: 'What to refresh: URLs, everything below them, or fetch them in advance', 'zh-CN': '刷新方式：url 单个网址、path 目录、prefetch 预热' } },
  },
  async run(context) {
    const { positionals: [action, ...urls], options } = context;
    if (action === undefined) {
      return showResult(context, await callApi(context, { call: 'domains' }), ({ data }) => (data as readonly DogeCloudDomain[]).map(({ name, status, cname, certificateId }) => `${neutralise(name)}  ${neutralise(status)}  ${neutralise(cname)}  ${certificateId === 0 ? '-' : certificateId}\n`).join(''));
    }
    if (action !== 'refresh' || urls.length === 0) throw misuse('Write: culprit dogecloud domains, or culprit dogecloud domains refresh <url…>', '请写：culprit dogecloud domains，或 culprit dogecloud domains refresh <网址…>');
    const kind = options['kind'] === 'path' || options['kind'] === 'prefetch' ? options['kind'] : 'url';
    if (!await confirmed(context, { en: `Refreshes at DogeCloud (${kind}): ${urls.join(' ')}`, 'zh-CN': `将在多吉云刷新（${kind}）：${urls.join(' ')}` })) return 1;
    return showResult(context, await callApi(context, { call: 'refresh', kind, urls }), () => '');
  },
});
