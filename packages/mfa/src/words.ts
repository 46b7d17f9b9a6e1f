import type { Localized } from '@culprit/core';
import type { NoCode } from './codes/read-code.ts';
import type { IncompatibleParameter } from './policy.ts';
import type { NoSecret } from './secret/no-secret.ts';
import type { SecretForm, SecretNote } from './secret/read-secret.ts';
import type { ReadMigration } from './uri/read-migration.ts';
import type { UriNote } from './uri/read-uri.ts';

/** What the identifiers of readings are called, for `words` of templates and for commands. */
type Words<Values extends string> = Localized<{ readonly [V in Values]: string }>;

/** Why a text is no secret, or a URI holds none. */
export const refusalWords: Words<NoSecret | Extract<ReadMigration, { readonly outcome: 'refused' }>['reason']> = {
  en: {
    empty: 'it is empty', 'too-long': 'it is too long', placeholder: 'it is the placeholder of a template', 'unresolved-variable': 'it is a variable that nobody filled in', masked: 'it is masked',
    code: 'it is a code, not the secret', undecrypted: 'it is a ciphertext', 'several-accounts': 'it is an export of several accounts', link: 'it is a link', pem: 'it is PEM',
    'not-base32': 'it is not base32', 'no-secret-in-uri': 'the URI holds no secret', 'malformed-uri': 'the URI is malformed', 'unsupported-algorithm': 'no authenticator has its algorithm',
    'unsupported-type': 'no authenticator has its type', 'unsupported-digits': 'no authenticator has its length of codes', 'unsupported-period': 'no authenticator has its period',
    'not-base64': 'the export is not base64', truncated: 'the export is cut off', 'no-accounts': 'the export holds no account',
  },
  'zh-CN': {
    empty: '内容为空', 'too-long': '内容过长', placeholder: '这是模板中的占位符', 'unresolved-variable': '这是未被替换的变量', masked: '内容已被打码',
    code: '这是验证码，而不是密钥', undecrypted: '这是一段密文', 'several-accounts': '这是包含多个帐户的导出', link: '这是一个链接', pem: '这是 PEM',
    'not-base32': '不是 base32', 'no-secret-in-uri': 'URI 中没有密钥', 'malformed-uri': 'URI 格式有误', 'unsupported-algorithm': '验证器都不支持其算法',
    'unsupported-type': '验证器都不支持其类型', 'unsupported-digits': '验证器都不支持其位数', 'unsupported-period': '验证器都不支持其周期',
    'not-base64': '导出内容不是 base64', truncated: '导出内容不完整', 'no-accounts': '导出中没有帐户',
  },
};

/** Why what was typed is no code. */
export const codeRefusalWords: Words<NoCode> = {
  en: {
    empty: 'nothing', 'too-short': 'it is too short', 'too-long': 'it is too long', 'not-digits': 'it has more than digits', 'secret-instead': 'it is the secret', 'uri-instead': 'it is the URI of the secret',
    'recovery-code-instead': 'it is a recovery code', 'several-codes': 'it holds several codes',
  },
  'zh-CN': {
    empty: '内容为空', 'too-short': '太短', 'too-long': '太长', 'not-digits': '含有数字以外的字符', 'secret-instead': '这是密钥', 'uri-instead': '这是密钥的 URI',
    'recovery-code-instead': '这是恢复码', 'several-codes': '其中有多个验证码',
  },
};

/** What had to be overlooked to read a secret or its URI. */
export const noteWords: Words<SecretNote | UriNote> = {
  en: {
    'surrounding-quotes': 'quotes around it', 'invisible-characters': 'invisible characters', grouped: 'written in groups', 'lower-case': 'small letters', padding: 'padding', 'wrong-padding': 'wrong padding',
    'incomplete-group': 'a character is missing or too many', 'trailing-bits': 'bits that belong to no byte', hexadecimal: 'read as hexadecimal', base64: 'read as base64', 'also-hexadecimal': 'could be hexadecimal too',
    'well-known': 'the example of a tutorial: anybody can compute its codes',
    'scheme-case': 'the scheme in capitals', 'escaped-ampersand': '&amp; for &', 'bare-hash': 'a # that is not encoded', 'plus-for-space': '+ for a blank', 'issuer-mismatch': 'two different issuers', 'no-label': 'no label',
    'no-counter': 'no counter', 'no-issuer': 'no issuer', 'unknown-parameter': 'a parameter that nobody knows', 'repeated-parameter': 'a parameter twice', 'secret-grouped': 'the secret in groups', 'secret-case': 'the secret in small letters',
    'secret-padding': 'padding after the secret', 'secret-incomplete': 'a character of the secret is missing or too many', 'surrounding-spaces': 'blanks around it',
  },
  'zh-CN': {
    'surrounding-quotes': '带有引号', 'invisible-characters': '含有不可见字符', grouped: '分组书写', 'lower-case': '小写字母', padding: '带有填充', 'wrong-padding': '填充有误',
    'incomplete-group': '缺少或多出一个字符', 'trailing-bits': '末尾有多余的位', hexadecimal: '按十六进制读取', base64: '按 base64 读取', 'also-hexadecimal': '也可能是十六进制',
    'well-known': '这是教程中的示例密钥：任何人都能算出它的验证码',
    'scheme-case': 'scheme 用了大写', 'escaped-ampersand': '& 写成了 &amp;', 'bare-hash': '# 未编码', 'plus-for-space': '空格写成了 +', 'issuer-mismatch': '两处服务名称不一致', 'no-label': '没有标签',
    'no-counter': '没有计数器', 'no-issuer': '没有服务名称', 'unknown-parameter': '含有未知参数', 'repeated-parameter': '参数重复', 'secret-grouped': '密钥分组书写', 'secret-case': '密钥为小写',
    'secret-padding': '密钥后有填充', 'secret-incomplete': '密钥缺少或多出一个字符', 'surrounding-spaces': '前后有空格',
  },
};

export const formWords: Words<SecretForm> = {
  en: { base32: 'base32', hexadecimal: 'hexadecimal', base64: 'base64', uri: 'in a URI' },
  'zh-CN': { base32: 'base32', hexadecimal: '十六进制', base64: 'base64', uri: '取自 URI' },
};

export const parameterWords: Words<IncompatibleParameter['parameter']> = {
  en: { type: 'type', algorithm: 'algorithm', digits: 'number of digits', period: 'period' },
  'zh-CN': { type: '类型', algorithm: '算法', digits: '位数', period: '周期' },
};
