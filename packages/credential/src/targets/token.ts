import { defineOptions, defineTarget, type SecretRef, type StandardSchemaV1, type TargetKind } from '@culprit/core';
import { notAReference } from './api-key.ts';

export type Token = { readonly token: SecretRef; readonly audience?: string; readonly issuer?: string };

/** A bearer token: JWT, JWE, or opaque. Reads `token://env:NAME`. */
export const token: TargetKind<Token> = defineTarget({
  kind: 'token',
  text: { en: 'A bearer token', 'zh-CN': '访问令牌（Bearer token）' },
  schema: defineOptions({
    token: { type: 'secret', required: true, text: { en: 'The token, by reference: env:NAME, file:path', 'zh-CN': '令牌引用：env:名称 或 file:路径' } },
    audience: { type: 'string', text: { en: 'Whom it must be meant for (aud)', 'zh-CN': '令牌应面向的受众（aud）' } },
    issuer: { type: 'string', text: { en: 'Who must have issued it (iss)', 'zh-CN': '令牌应有的签发方（iss）' } },
  }) as unknown as StandardSchemaV1<unknown, Token>,
  schemes: ['token'],
  rows: 'checks',
  label: ({ token: { $secret } }) => $secret,
  read: (text) => {
    const [reference = '', query = ''] = text.slice('token://'.length).split('?', 2);
    if (!/^[a-z][a-z0-9+.-]*:./.test(reference)) throw notAReference();
    const asked = new URLSearchParams(query);
    const [audience, issuer] = [asked.get('audience'), asked.get('issuer')];
    return { token: { $secret: reference }, ...(audience === null ? {} : { audience }), ...(issuer === null ? {} : { issuer }) };
  },
});
