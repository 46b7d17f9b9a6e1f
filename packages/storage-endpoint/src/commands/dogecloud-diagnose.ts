import { defineCommand, misuse, type Command } from '@culprit/core';
import { textOption } from '@culprit/core/commands';
import { conduct, reportOptions } from '@culprit/core/examination';
import { keyOptions, keysOf } from '../dogecloud/command-options.ts';
import { dogecloudRequest } from '../targets/dogecloud-request.ts';

/** `culprit dogecloud diagnose`: what a client did wrong in signing a captured request. Asks nobody. */
export const dogecloudDiagnose: Command = defineCommand({
  name: 'dogecloud diagnose',
  text: {
    en: { summary: 'Name the mistake in the signature of a captured request to DogeCloud, offline', positionals: '<file>' },
    'zh-CN': { summary: '离线查明抓取到的多吉云请求的签名错在哪里', positionals: '<文件>' },
  },
  options: {
    ...keyOptions, ...reportOptions,
    body: { type: 'string', placeholder: 'file', text: { en: 'File with the body, where the capture has none (curl -v)', 'zh-CN': '请求体文件（抓取内容中没有请求体时，如 curl -v）' } },
  },
  run: async (context) => {
    const { positionals: [capture, ...more] } = context;
    if (capture === undefined || more.length > 0) throw misuse('Write: culprit dogecloud diagnose <file>, with a request as it was sent: request line, header fields, an empty line, body.', '请写：culprit dogecloud diagnose <文件>，内容为实际发送的请求：请求行、请求头、空行、请求体。');
    const body = textOption(context.options, 'body');
    return conduct(context, [dogecloudRequest.of({ ...keysOf(context), capture, ...(body === undefined ? {} : { body }) })]);
  },
});
