import type { ChannelType } from './channel.ts';
import { dingtalk } from './channels/dingtalk.ts';
import { email } from './channels/email.ts';
import { feishu } from './channels/feishu.ts';
import { slack } from './channels/slack.ts';
import { webhook } from './channels/webhook.ts';
import { wecom } from './channels/wecom.ts';

/** Every way to tell somebody, by its type. */
export const channelTypes: { readonly [type: string]: ChannelType } = Object.fromEntries([webhook, email, slack, feishu, dingtalk, wecom].map((type) => [type.type, type]));
