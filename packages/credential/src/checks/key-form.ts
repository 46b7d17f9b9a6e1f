import { defineCheck, defineOptions, type Check, type StandardSchemaV1 } from '@culprit/core';
import { keyReading } from '../facts/key-reading.ts';
import type { KeyProfile } from '../key-reading/key-profile.ts';
import { groupOf, placesOf } from '../key-reading/describe-notes.ts';
import { textKinds } from '../key-reading/text-kinds.ts';
import { copyKeyAgain } from '../remedies/copy-key-again.ts';
import { anyProvider, apiKey } from '../targets/api-key.ts';

/** Whether the text is a key at all, and as its provider writes them. Only certain faults refuse it: formats age. */
export const keyForm: Check = defineCheck({
  id: 'credential/key-form',
  layer: 'account',
  target: apiKey,
  options: defineOptions({
    profile: {
      type: 'object',
      text: { en: 'What a key of your own service looks like', 'zh-CN': '自有服务的密钥格式' },
      fields: {
        provider: { type: 'string', required: true, text: { en: 'Provider that it holds for', 'zh-CN': '适用的提供方' } },
        prefix: { type: 'string', text: { en: 'What every key begins with', 'zh-CN': '密钥的固定前缀' } },
        characters: { type: 'string', default: 'A-Za-z0-9_-', pattern: '^(?:[A-Za-z0-9_]|[A-Za-z0-9]-[A-Za-z0-9]|[-.+/=~:@])+$', text: { en: 'Characters of the rest, as A-Za-z0-9_-', 'zh-CN': '其余部分的字符集，例如 A-Za-z0-9_-' } },
        minLength: { type: 'integer', min: 1, max: 16_384, default: 32, text: { en: 'Least length of the rest', 'zh-CN': '其余部分的最小长度' } },
        maxLength: { type: 'integer', min: 1, max: 16_384, default: 64, text: { en: 'Greatest length of the rest', 'zh-CN': '其余部分的最大长度' } },
      },
    },
  }) as unknown as StandardSchemaV1<unknown, { readonly profile?: KeyProfile }>,
  findings: {
    'known-form': { outcome: 'pass' },
    'nothing-speaks-against': { outcome: 'pass' },
    unusual: { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: copyKeyAgain },
    empty: { outcome: 'fail', severity: 'critical', owner: 'machine' },
    placeholder: { outcome: 'fail', severity: 'critical', owner: 'machine' },
    'variable-reference': { outcome: 'fail', severity: 'critical', owner: 'machine' },
    'variable-name': { outcome: 'fail', severity: 'critical', owner: 'machine' },
    masked: { outcome: 'fail', severity: 'critical', owner: 'machine' },
    command: { outcome: 'fail', severity: 'critical', owner: 'machine' },
    json: { outcome: 'fail', severity: 'critical', owner: 'machine' },
    pem: { outcome: 'fail', severity: 'critical', owner: 'machine' },
    'base64-of-key': { outcome: 'fail', severity: 'critical', owner: 'machine' },
    url: { outcome: 'fail', severity: 'critical', owner: 'machine' },
    'e-mail': { outcome: 'fail', severity: 'critical', owner: 'machine' },
    quoted: { outcome: 'fail', severity: 'major', owner: 'machine' },
    wrapped: { outcome: 'fail', severity: 'major', owner: 'machine' },
    'surrounding-space': { outcome: 'fail', severity: 'major', owner: 'machine' },
    'invisible-character': { outcome: 'fail', severity: 'major', owner: 'machine' },
    'strange-character': { outcome: 'fail', severity: 'major', owner: 'machine' },
    foreign: { outcome: 'fail', severity: 'critical', owner: 'machine' },
    'checksum-wrong': { outcome: 'fail', severity: 'critical', owner: 'machine' },
  },
  text: {
    en: {
      title: 'Form of the key',
      why: 'A key with a character too many, or of another provider, is refused with the same words as one that never existed.',
      findings: {
        'known-form': '{kind} of {provider}, as such keys are written',
        'nothing-speaks-against': '{count} characters; nothing speaks against it, and only the provider can say more',
        unusual: 'It begins as keys of {provider} do ({prefix}…) and then is written otherwise, with {length} characters: cut off perhaps, or of a new form',
        ...textKinds.en,
        quoted: 'Quotation marks stand around it, from character {position} of {length} on',
        wrapped: 'There is more than the key at character {position} of {length}: the beginning of a header field or an assignment, or a mark that ends a line',
        'surrounding-space': 'A space or a line break stands before or after it: character {position} of {length} is {codePoint}',
        'invisible-character': 'Character {position} of {length} is {codePoint}, which no screen shows; such are at {places}',
        'strange-character': 'Character {position} of {length} is {codePoint}, which no key holds; such are at {places}',
        foreign: 'It is written as keys of {owner} are ({kind}), not as those of {provider}',
        'checksum-wrong': 'By its own checksum at least one character is wrong ({kind} of {provider})',
      },
    },
    'zh-CN': {
      title: '密钥的形式',
      why: '多了一个字符的密钥，或别家的密钥，被拒绝时的提示与根本不存在的密钥完全一样。',
      findings: {
        'known-form': '符合 {provider} 的密钥形式（{kind}）',
        'nothing-speaks-against': '共 {count} 个字符；形式上没有疑点，其余只有提供方才能判断',
        unusual: '开头与 {provider} 的密钥一致（{prefix}…），其余部分却不同，共 {length} 个字符：可能被截断，也可能是新的格式',
        ...textKinds['zh-CN'],
        quoted: '密钥两侧带有引号，从第 {position} 个字符起（共 {length} 个）',
        wrapped: '第 {position} 个字符处（共 {length} 个）有不属于密钥的内容：请求头或赋值语句的开头，或行尾的标点',
        'surrounding-space': '密钥前后有空格或换行：第 {position} 个字符是 {codePoint}（共 {length} 个）',
        'invisible-character': '第 {position} 个字符是 {codePoint}（共 {length} 个），屏幕上看不见；所在位置：{places}',
        'strange-character': '第 {position} 个字符是 {codePoint}（共 {length} 个），密钥中不会出现；所在位置：{places}',
        foreign: '它是 {owner} 的密钥形式（{kind}），而不是 {provider} 的',
        'checksum-wrong': '密钥自带的校验码不符，至少有一个字符有误（{provider}，{kind}）',
      },
    },
  },
  needs: ({ key, provider }, { profile }) => ({ reading: keyReading.of({ key, ...(provider === anyProvider ? {} : { provider }), ...(profile === undefined ? {} : { profiles: [profile] }) }) }),
  evaluate: ({ target, facts: { reading }, conclude }) => {
    const { kind, notes, shape, provider = target.provider, keyKind = '', length, keyLength, expectedPrefix = '' } = reading;
    if (kind !== 'key' && kind !== 'jwt') return conclude(kind);
    if (shape === 'checksum-wrong') return conclude('checksum-wrong', { kind: keyKind, provider });
    if (shape === 'foreign') return conclude('foreign', { owner: provider, kind: keyKind, provider: target.provider });
    if (notes.length > 0) {
      return [...new Set(notes.map(groupOf))].map((group) => {
        const all = notes.filter((note) => groupOf(note) === group);
        return conclude(group, { position: all[0]?.position ?? 1, codePoint: all[0]?.codePoint ?? '', places: placesOf(all), length });
      });
    }
    if (shape === 'known') return conclude('known-form', { kind: keyKind, provider });
    if (shape === 'unusual') return conclude('unusual', { provider, prefix: expectedPrefix, length: keyLength });
    return conclude('nothing-speaks-against', { count: keyLength });
  },
});
