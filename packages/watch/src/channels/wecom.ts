import type { ChannelType } from '../channel.ts';
import { addressField, plainText } from './chat-bot.ts';
import { post, secretAddress, vendorCode } from './post.ts';

/** A bot of a WeCom group, https://developer.work.weixin.qq.com/document/path/91770: a text of at most 2,048 bytes. */
export const wecom: ChannelType = {
  type: 'wecom',
  text: { en: 'A bot of a WeCom group', 'zh-CN': '企业微信群机器人' },
  fields: { url: addressField },
  async deliver(message, context) {
    // A Chinese character has three bytes.
    const content = plainText(message, context, 680);
    return post(context, (await secretAddress(context.options, context.secrets)).href, JSON.stringify({ msgtype: 'text', text: { content } }), {}, vendorCode('errcode'));
  },
};
