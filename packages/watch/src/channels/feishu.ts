import { createHmac } from 'node:crypto';
import type { ChannelType } from '../channel.ts';
import { botFields, plainText } from './chat-bot.ts';
import { post, secretAddress, secretOption, vendorCode } from './post.ts';

/** A custom bot of Feishu or Lark, https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot */
export const feishu: ChannelType = {
  type: 'feishu',
  text: { en: 'A custom bot of Feishu or Lark', 'zh-CN': '飞书（Lark）自定义机器人' },
  fields: botFields,
  async deliver(message, context) {
    const { options, secrets, now } = context;
    const key = await secretOption(options, 'key', secrets);
    const timestamp = String(Math.floor(now() / 1_000));
    // The text to sign is the key of the HMAC, and what is signed is empty: so the vendor has it.
    const signed = key === undefined ? {} : { timestamp, sign: createHmac('sha256', `${timestamp}\n${key}`).digest('base64') };
    // `<at user_id="all">` in a text calls everybody.
    const text = plainText(message, context, 4_000).replaceAll('<', '＜').replaceAll('>', '＞');
    return post(context, (await secretAddress(options, secrets)).href, JSON.stringify({ ...signed, msg_type: 'text', content: { text } }), {}, vendorCode('code', 'StatusCode'));
  },
};
