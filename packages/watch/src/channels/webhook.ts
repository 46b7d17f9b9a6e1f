import { createHmac } from 'node:crypto';
import { isSecretRef, type JsonObject } from '@culprit/core';
import type { ChannelType, DeliverContext } from '../channel.ts';
import { textOf } from '../message-text.ts';
import { post, secretAddress, secretOption } from './post.ts';

/**
 * Posts the whole message as JSON. With a key, `Culprit-Signature: t=<seconds>,v1=<hex>` signs `<seconds>.<body>` by
 * HMAC-SHA256, so that a receiver can refuse what is forged or old; `Culprit-Delivery` is equal for repetitions.
 */
export const webhook: ChannelType = {
  type: 'webhook',
  text: { en: 'A POST of JSON to any address, signed', 'zh-CN': '向任意地址 POST JSON，可签名' },
  fields: {
    url: { type: 'secret', required: true, text: { en: 'A reference to the address, such as env:WEBHOOK_URL', 'zh-CN': '地址的引用，例如 env:WEBHOOK_URL' } },
    key: { type: 'secret', text: { en: 'What to sign with', 'zh-CN': '签名密钥' } },
    headers: { type: 'map', values: { type: 'header' }, text: { en: 'More header fields; credentials by reference', 'zh-CN': '附加请求头；凭据以引用方式给出' } },
  },
  async deliver(message, context) {
    const { options, key, locale, link, now, secrets } = context;
    const body = JSON.stringify({ version: 1, delivery: key, ...message, text: textOf(message, locale), ...(link === undefined ? {} : { link }) });
    const signing = await secretOption(options, 'key', secrets);
    const seconds = Math.floor(now() / 1_000);
    return post(context, (await secretAddress(options, secrets)).href, body, {
      ...await headersOf(options, secrets),
      'culprit-delivery': key,
      ...(signing === undefined ? {} : { 'culprit-signature': `t=${seconds},v1=${createHmac('sha256', signing).update(`${seconds}.${body}`).digest('hex')}` }),
    });
  },
};

async function headersOf({ headers }: JsonObject, secrets: DeliverContext['secrets']): Promise<{ readonly [name: string]: string }> {
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(typeof headers === 'object' && headers !== null && !Array.isArray(headers) ? headers : {})) {
    if (typeof value === 'string') read[name] = value;
    else if (isSecretRef(value)) {
      const scheme = 'scheme' in value && typeof value.scheme === 'string' ? value.scheme : undefined;
      const held = (await secrets.read(value)).reveal();
      read[name] = scheme === undefined ? held : `${scheme} ${scheme.toLowerCase() === 'basic' ? Buffer.from(held).toString('base64') : held}`;
    }
  }
  return read;
}
