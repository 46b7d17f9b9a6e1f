import { defineCommand, misuse, neutralise, type Command } from '@culprit/core';
import { textOption, yesOption } from '@culprit/core/commands';
import type { ShownCredentials } from '../dogecloud/carry-out.ts';
import { callOptions } from '../dogecloud/command-options.ts';
import { callApi, showResult } from '../dogecloud/show-result.ts';

/** `culprit dogecloud token`: temporary credentials for S3. The secrets go to a file of its owner's, never to the screen. */
export const dogecloudToken: Command = defineCommand({
  name: 'dogecloud token',
  text: {
    en: { summary: 'Get temporary S3 credentials of DogeCloud, into a file; without --output only what they are for is shown' },
    'zh-CN': { summary: '获取多吉云的临时 S3 凭据并写入文件；不加 --output 则只显示其范围' },
  },
  options: {
    ...callOptions, ...yesOption,
    output: { type: 'string', short: 'o', placeholder: 'file', text: { en: 'File for the credentials, as AWS_… variables; only you can read it', 'zh-CN': '写入凭据的文件（AWS_… 变量），仅限本人读取' } },
    channel: { type: 'enum', values: ['OSS_FULL', 'OSS_UPLOAD'], default: 'OSS_FULL', text: { en: 'What they allow', 'zh-CN': '权限' } },
    scope: { type: 'list', items: { type: 'string' }, placeholder: 'scope', text: { en: 'bucket or bucket:prefix/*, by the bucket\'s name at DogeCloud; default: everything', 'zh-CN': 'bucket 或 bucket:prefix/*（使用多吉云中的存储空间名称），默认全部' } },
    ttl: { type: 'duration', min: 60_000, max: 7_200_000, placeholder: 'time', text: { en: 'How long they are valid; default 2 h', 'zh-CN': '有效期，默认 2 小时' } },
  },
  async run(context) {
    const { positionals, options } = context;
    if (positionals.length > 0) throw misuse('culprit dogecloud token takes options only.', 'culprit dogecloud token 只接受选项。');
    const output = textOption(context.options, 'output');
    const scopes = Array.isArray(options['scope']) ? options['scope'].map(String) : ['*'];
    const result = await callApi(context, {
      call: 'credentials', channel: options['channel'] === 'OSS_UPLOAD' ? 'OSS_UPLOAD' : 'OSS_FULL', scopes, overwrite: options['yes'] === true,
      ...(typeof options['ttl'] === 'number' ? { ttlSeconds: Math.round(options['ttl'] / 1_000) } : {}), ...(output === undefined ? {} : { output }),
    });
    return showResult(context, result, ({ data }) => {
      const { expires, buckets, written } = data as ShownCredentials;
      return [expires, ...buckets.map(({ name, s3Bucket, s3Endpoint }) => neutralise(`${name}  ${s3Bucket}  ${s3Endpoint}`)), ...(written === undefined ? [] : [written]), ''].join('\n');
    });
  },
});
