import { ToolError, type Json, type JsonObject, type SecretReader, isSecretRef } from '@culprit/core';
import type { Delivery, DeliverContext } from '../channel.ts';

/** What a receiver says is looked at up to here. */
const maxBytes = 4_096;

/** Posts JSON and tells what came of it. `accepted` looks at the answer of a receiver that says 200 to everything. */
export async function post(
  { send, signal }: Pick<DeliverContext, 'send' | 'signal'>, url: string, body: string, headers: { readonly [name: string]: string } = {},
  accepted: (answer: string) => string | undefined = () => undefined,
): Promise<Delivery> {
  const response = await send(url, { method: 'POST', headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'culprit', ...headers }, body, signal, redirect: 'manual' });
  const answer = await beginning(response);
  const receipt = `${response.status} ${response.statusText}`.trim();
  if (response.ok) {
    const objection = accepted(answer);
    return objection === undefined ? { outcome: 'delivered', receipt } : { outcome: isPassing(objection) ? 'failed' : 'refused', receipt: `${receipt}: ${objection}` };
  }
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  // 408, 425, 429 and 5xx pass (RFC 9110 §15, RFC 6585); everything else is the same next time.
  if ([408, 425, 429].includes(response.status) || response.status >= 500) return { outcome: 'failed', receipt, ...(Number.isFinite(seconds) ? { afterMs: Math.max(0, seconds) * 1_000 } : {}) };
  return { outcome: 'refused', receipt };
}

async function beginning(response: Response): Promise<string> {
  if (response.body === null) return '';
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > maxBytes) break;
  }
  return text.slice(0, maxBytes);
}

/** The code of a vendor's answer (`{"errcode":0}`), as what to object; `undefined` where it says that all is well. */
export function vendorCode(...names: readonly string[]): (answer: string) => string | undefined {
  return (answer) => {
    let parsed: Json;
    try {
      parsed = JSON.parse(answer) as Json;
    } catch {
      return 'the answer is no JSON';
    }
    const entries = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? Object.entries(parsed) : [];
    const code = entries.find(([name]) => names.includes(name))?.[1];
    if (code === 0) return undefined;
    const text = entries.find(([name]) => name === 'msg' || name === 'errmsg')?.[1];
    return `${code === undefined ? 'no code' : JSON.stringify(code)}${typeof text === 'string' ? ` ${text.slice(0, 120)}` : ''}`;
  };
}

/** Too many messages a minute: Feishu 9499 and 11232, DingTalk 130101 and 660026, WeCom 45009; and system trouble, -1. */
const isPassing = (objection: string): boolean => /^(?:-1|9499|11232|130101|660026|45009)\b/.test(objection);

/** The value behind an option that refers to a secret. */
export async function secretOption(options: JsonObject, name: string, secrets: SecretReader): Promise<string | undefined> {
  const reference = options[name];
  return isSecretRef(reference) ? (await secrets.read(reference)).reveal() : undefined;
}

/** A secret that holds the address of a webhook. */
export async function secretAddress(options: JsonObject, secrets: SecretReader): Promise<URL> {
  const address = await secretOption(options, 'url', secrets) ?? '';
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
    throw new ToolError('CONFIG_INVALID', { en: 'The secret that holds the address of the webhook holds no http or https URL.', 'zh-CN': '存放 webhook 地址的密钥中不是 http 或 https 网址。' });
  }
  return new URL(address);
}
