import { defineOptions, defineTarget, type SecretRef, type StandardSchemaV1, type TargetKind } from '@culprit/core';

export type DogeCloudRequest = {
  /** Path of the file that the request was captured to. */
  readonly capture: string;
  /** Path of a file with its body, where the capture has none. */
  readonly body?: string;
  readonly accessKey: SecretRef;
  readonly secretKey: SecretRef;
};

/** A request to DogeCloud that some client sent, and the keys that it should have been signed with. Judged without asking anybody. */
export const dogecloudRequest: TargetKind<DogeCloudRequest> = defineTarget({
  kind: 'dogecloud-request',
  text: { en: 'A captured request to DogeCloud', 'zh-CN': '抓取到的多吉云请求' },
  schema: defineOptions({
    capture: { type: 'string', required: true, text: { en: 'File with the request: request line, header fields, an empty line, body', 'zh-CN': '请求文件：请求行、请求头、空行、请求体' } },
    body: { type: 'string', text: { en: 'File with the body, where the capture has none', 'zh-CN': '请求体文件（抓取内容中没有请求体时）' } },
    accessKey: { type: 'secret', required: true, text: { en: 'AccessKey, as env:NAME or file:path', 'zh-CN': 'AccessKey，写作 env:名称 或 file:路径' } },
    secretKey: { type: 'secret', required: true, text: { en: 'SecretKey, as env:NAME or file:path', 'zh-CN': 'SecretKey，写作 env:名称 或 file:路径' } },
  }) as unknown as StandardSchemaV1<unknown, DogeCloudRequest>,
  rows: 'checks',
  label: ({ capture }) => capture,
  account: ({ accessKey }) => accessKey.$secret,
});
