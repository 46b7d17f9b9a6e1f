import type { ChannelType } from '../channel.ts';
import { textOf } from '../message-text.ts';
import { post, secretAddress } from './post.ts';

/** Only these three mean anything in a text of Slack's, https://docs.slack.dev/messaging/formatting-message-text#escaping */
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const maxChars = 3_000;

export const slack: ChannelType = {
  type: 'slack',
  text: { en: 'An incoming webhook of Slack', 'zh-CN': 'Slack 传入 webhook' },
  fields: { url: { type: 'secret', required: true, text: { en: 'A reference to the address of the webhook; it is a secret', 'zh-CN': 'webhook 地址的引用；地址本身就是密钥' } } },
  async deliver(message, context) {
    const { title, lines } = textOf(message, context.locale);
    const text = escape([title, ...lines].join('\n').slice(0, maxChars)) + (context.link === undefined ? '' : `\n<${context.link}>`);
    // Without the markup of Slack: a text of a server could format itself.
    return post(context, (await secretAddress(context.options, context.secrets)).href, JSON.stringify({ text, mrkdwn: false, unfurl_links: false }));
  },
};
