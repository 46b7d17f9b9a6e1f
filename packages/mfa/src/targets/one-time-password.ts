import { defineOptions, defineTarget, isSecretRef, ToolError, type OptionFields, type SecretRef, type StandardSchemaV1, type TargetKind } from '@culprit/core';
import { algorithms, codeTypes, type Algorithm, type CodeType } from '../policy.ts';

/** A one-time code and the secret that it should come from, both by reference. What is left out is as the secret's own URI has it, or the default. */
export type OneTimePassword = {
  readonly secret: SecretRef;
  /** The code that was refused. */
  readonly code?: SecretRef;
  /** The very next code of the same authenticator. */
  readonly secondCode?: SecretRef;
  readonly type?: CodeType;
  readonly algorithm?: Algorithm;
  readonly digits?: number;
  /** In seconds. */
  readonly period?: number;
  /** The counter that is expected next. */
  readonly counter?: number;
  /** How many periods either way are accepted, or counters ahead. */
  readonly window?: number;
  /** The last time step or counter that was accepted. */
  readonly lastCounter?: number;
  /** Secrets of other accounts that the code may belong to, by name. */
  readonly others?: { readonly [name: string]: SecretRef };
  readonly issuer?: string;
  readonly account?: string;
};

const fields: OptionFields = {
  secret: { type: 'secret', required: true, text: { en: 'The secret: base32, hexadecimal or an otpauth:// URI', 'zh-CN': '密钥：base32、十六进制或 otpauth:// URI' } },
  code: { type: 'secret', text: { en: 'The code that was refused', 'zh-CN': '被拒绝的验证码' } },
  secondCode: { type: 'secret', text: { en: 'The very next code of the same authenticator', 'zh-CN': '同一验证器紧接着显示的下一个验证码' } },
  type: { type: 'enum', values: codeTypes, text: { en: 'How codes are made', 'zh-CN': '验证码的生成方式' } },
  algorithm: { type: 'enum', values: algorithms, text: { en: 'Hash function', 'zh-CN': '散列算法' } },
  digits: { type: 'integer', min: 5, max: 8, text: { en: 'Length of a code', 'zh-CN': '验证码位数' } },
  period: { type: 'integer', min: 1, max: 86_400, text: { en: 'How long a code lasts, in seconds', 'zh-CN': '验证码的有效时长（秒）' } },
  counter: { type: 'integer', min: 0, text: { en: 'Counter of the next code (HOTP)', 'zh-CN': '下一个验证码的计数器（HOTP）' } },
  window: { type: 'integer', min: 0, max: 100, text: { en: 'Periods either way, or counters ahead, that are accepted', 'zh-CN': '前后各接受多少个周期，或向前接受多少个计数' } },
  lastCounter: { type: 'integer', min: 0, text: { en: 'Last time step or counter that was accepted', 'zh-CN': '最近一次被接受的时间步或计数器' } },
  others: { type: 'map', values: { type: 'header' }, text: { en: 'Secrets of other accounts, by name', 'zh-CN': '其他帐户的密钥（按名称）' } },
  issuer: { type: 'string', text: { en: 'Service', 'zh-CN': '服务名称' } },
  account: { type: 'string', text: { en: 'Account', 'zh-CN': '帐户' } },
};

/**
 * A one-time code. Reads `otpauth://totp/Issuer:account?secret=env:NAME&code=env:CODE`: the URI of an authenticator with
 * references where the secret and the codes would stand.
 */
export const oneTimePassword: TargetKind<OneTimePassword> = defineTarget({
  kind: 'one-time-password',
  text: { en: 'A one-time code and its secret', 'zh-CN': '动态验证码及其密钥' },
  schema: defineOptions(fields) as unknown as StandardSchemaV1<unknown, OneTimePassword>,
  schemes: ['otpauth'],
  rows: 'checks',
  label: ({ issuer, account, secret }) => ([issuer, account].filter((part) => part !== undefined && part !== '').join(':') || `one-time code of ${secret.$secret}`),
  account: ({ issuer = '', account = '', secret }) => (issuer + account === '' ? secret.$secret : `${issuer}:${account}`),
  read: (text) => (/^otpauth:\/\//i.test(text) ? readReference(text) : undefined),
});

const schemeOfReference = /^(?:env|file|vault|keyring|stdin|lab):./;

function readReference(text: string): OneTimePassword {
  const match = /^otpauth:\/\/([a-z]+)(?:\/([^?]*))?\?(.*)$/is.exec(text);
  const given = new Map((match?.[3] ?? '').split('&').map((pair): [string, string] => {
    const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
    return [name.toLowerCase(), decode(value)];
  }));
  const references = ['secret', 'code', 'secondcode'].flatMap((name) => given.get(name) ?? []);
  // The text is not repeated: it may hold the secret.
  if (references.some((value) => !schemeOfReference.test(value))) {
    throw new ToolError('SECRET_IN_ARGUMENT', {
      en: 'An otpauth:// target refers to its secret and codes and never holds them: every user of this machine can read arguments. Write otpauth://totp/Issuer:account?secret=env:NAME&code=env:CODE, or run: culprit totp diagnose',
      'zh-CN': 'otpauth:// 目标只能引用密钥和验证码，不能直接写出：命令行参数对本机所有用户可见。请写 otpauth://totp/服务:帐户?secret=env:名称&code=env:名称，或运行：culprit totp diagnose',
    });
  }
  const [issuer = '', account] = decode(match?.[2] ?? '').split(/:(.*)/s, 2);
  const [type, number] = [match?.[1]?.toLowerCase(), (name: string): { readonly [key: string]: number } => (given.has(name) ? { [name]: Number(given.get(name)) } : {})];
  const read = oneTimePassword.schema['~standard'].validate({
    ...Object.fromEntries([['secret', 'secret'], ['code', 'code'], ['secondcode', 'secondCode']].flatMap(([name = '', field = '']) => (given.has(name) ? [[field, { $secret: given.get(name) }]] : []))),
    ...(type === 'totp' ? {} : { type }), ...(given.has('algorithm') ? { algorithm: given.get('algorithm')?.toUpperCase() } : {}),
    ...number('digits'), ...number('period'), ...number('counter'), ...number('window'),
    ...(account === undefined ? (issuer === '' ? {} : { account: issuer }) : { issuer, account: account.trim() }),
  });
  if (read instanceof Promise || read.issues !== undefined) {
    const wrong = read instanceof Promise ? '' : (read.issues?.map(({ path, message }) => `${path?.map(String).join('.') ?? ''} ${message}`).join('; ') ?? '');
    throw new ToolError('TARGET_INVALID', {
      en: `This is no target for one-time codes: ${wrong}. Write otpauth://totp/Issuer:account?secret=env:NAME&code=env:CODE`,
      'zh-CN': `这不是有效的动态验证码目标：${wrong}。请写 otpauth://totp/服务:帐户?secret=env:名称&code=env:名称`,
    });
  }
  return read.value;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The references of a target's other accounts. */
export const othersOf = ({ others = {} }: Pick<OneTimePassword, 'others'>): readonly (readonly [string, SecretRef])[] =>
  Object.entries(others).filter((entry): entry is [string, SecretRef] => isSecretRef(entry[1]));
