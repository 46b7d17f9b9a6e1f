import type { OptionField, OptionFields } from '@culprit/core';
import type { DeliverContext } from '../channel.ts';
import { textOf } from '../message-text.ts';
import type { Message } from '../records.ts';

/** Where the bots of Feishu, DingTalk and WeCom listen. */
export const addressField: OptionField = { type: 'secret', required: true, text: { en: 'A reference to the address of the bot; it is a secret', 'zh-CN': '机器人 webhook 地址的引用；地址本身就是密钥' } };

/** And what those of Feishu and DingTalk sign with. */
export const botFields: OptionFields = {
  url: addressField,
  key: { type: 'secret', text: { en: 'The key of "sign" in the security settings of the bot', 'zh-CN': '机器人安全设置中“加签”（签名校验）的密钥' } },
};

/** The message as plain text, bounded. */
export function plainText(message: Message, { locale, link }: Pick<DeliverContext, 'locale' | 'link'>, maxChars: number): string {
  const { title, lines } = textOf(message, locale);
  const text = [title, ...lines].join('\n');
  const end = link === undefined ? '' : `\n${link}`;
  return `${text.length + end.length > maxChars ? `${text.slice(0, maxChars - end.length - 1)}…` : text}${end}`;
}
