import { neutralise, type CommandContext } from '@culprit/core';
import type { EndpointJudgement } from '../endpoint/judgement.ts';
import type { SentRecord } from '../live/sent-record.ts';

const words = {
  en: { configured: 'endpoint as configured', unset: 'not set', repaired: 'endpoint as repaired', effective: 'requests go to', region: 'signed for', bucket: 'bucket of that name', canonical: 'canonical request', text: 'string to sign', unsigned: 'not signed', request: 'request' },
  'zh-CN': { configured: '配置的端点', unset: '未设置', repaired: '修正后的端点', effective: '请求发往', region: '签名区域', bucket: '对应的存储桶', canonical: '规范请求', text: '待签字符串', unsigned: '未签名', request: '请求' },
};

/** What a download does, for whoever compares it with another client; on standard error, without a secret. */
export interface DebugLog {
  place(judgement: EndpointJudgement): void;
  /** What the account calls the bucket, and what the S3 interface calls it. */
  bucket(name: string, physical: string, endpoint: string): void;
  sent(record: SentRecord & { readonly status?: number }): void;
}

export function createDebugLog({ io, locale }: Pick<CommandContext, 'io' | 'locale'>): DebugLog {
  const say = words[locale];
  const lines = (...texts: readonly string[]): void => io.stderr(texts.map((text) => `${neutralise(text)}\n`).join(''));
  const block = (title: string, text: string): readonly string[] => [`    ${title}`, ...text.split('\n').map((line) => `      ${line}`)];
  return {
    place: ({ endpoint, repair, effective }) => lines(
      `${say.configured}: ${endpoint ?? say.unset}`,
      ...(repair === undefined ? [] : [`${say.repaired}: ${repair.endpoint}`]),
      ...(effective === undefined ? [] : [`${say.effective}: ${effective.scheme}://${effective.host}:${effective.port}${effective.path} (${effective.style})`]),
    ),
    bucket: (name, physical, endpoint) => lines(`${say.bucket}: ${name} → ${physical}, ${endpoint}`),
    sent: ({ host, style, region, requestId, canonicalRequest, stringToSign, status }) => lines(
      `${say.request}: ${host} (${style}), ${say.region} ${region}${status === undefined ? '' : ` → ${status}`}${requestId === undefined ? '' : ` ${requestId}`}`,
      ...(canonicalRequest === undefined || stringToSign === undefined ? [`    ${say.unsigned}`] : [...block(say.canonical, canonicalRequest), ...block(say.text, stringToSign)]),
    ),
  };
}
