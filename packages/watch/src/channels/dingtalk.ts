import { createHmac } from 'node:crypto';
import type { ChannelType } from '../channel.ts';
import { botFields, plainText } from './chat-bot.ts';
import { post, secretAddress, secretOption, vendorCode } from './post.ts';

/** A custom bot of DingTalk, https://open.dingtalk.com/document/robots/custom-robot-access */
export const dingtalk: ChannelType = {
  type: 'dingtalk',
  text: { en: 'A custom bot of DingTalk', 'zh-CN': '钉钉自定义机器人' },
  fields: botFields,
  async deliver(message, context) {
    const { options, secrets, now } = context;
    const [url, key] = [await secretAddress(options, secrets), await secretOption(options, 'key', secrets)];
    if (key !== undefined) {
      const timestamp = String(now());
      url.searchParams.set('timestamp', timestamp);
      url.searchParams.set('sign', createHmac('sha256', key).update(`${timestamp}\n${key}`).digest('base64'));
    }
    const body = { msgtype: 'text', text: { content: plainText(message, context, 4_000) }, at: { isAtAll: false } };
    return post(context, url.href, JSON.stringify(body), {}, vendorCode('errcode'));
  },
};
