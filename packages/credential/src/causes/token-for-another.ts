import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { readingOf, suspectedToken } from '../token/token-experiments.ts';

/** A good token for another service, or of another issuer. */
export const tokenForAnother: Cause = defineCause({
  id: 'credential/token-for-another',
  owner: 'account',
  layer: 'account',
  scope: 'account',
  text: {
    en: {
      title: 'The token is for another service, or of another issuer',
      about: 'Services accept tokens that name them (aud) and that come from the issuer they trust (iss).',
      confirmed: { 'other-audience': 'It names {audience}, and {expected} was to take it', 'other-issuer': 'Its issuer is {issuer}, and that was to be {expected}' },
      ruledOut: { 'as-expected': 'Audience and issuer are as expected' },
      open: { 'not-read': 'The token could not be read again' },
    },
    'zh-CN': {
      title: '令牌属于其他服务，或由其他签发方签发',
      about: '服务只接受写明自己为受众（aud）、并来自其信任的签发方（iss）的令牌。',
      confirmed: { 'other-audience': '它面向 {audience}，却要交给 {expected}', 'other-issuer': '它由 {issuer} 签发，而应为 {expected}' },
      ruledOut: { 'as-expected': '受众与签发方均符合预期' },
      open: { 'not-read': '未能再次读取令牌' },
    },
  },
  suspectedBy: ['credential/token-validity#wrong-audience', 'credential/token-validity#wrong-issuer'],
  controls: (suspicion) => ({ reading: readingOf(suspicion) }),
  judge: ({ suspicion, facts: { reading }, confirmed, ruledOut, open }) => {
    if (reading === undefined) return open('not-read', {}, []);
    const { audience, issuer } = suspectedToken(suspicion);
    if (audience !== undefined && reading.audience?.includes(audience) !== true) return confirmed('other-audience', { audience: reading.audience?.join(', ') ?? '–', expected: audience }, ['reading']);
    return issuer !== undefined && reading.issuer !== issuer ? confirmed('other-issuer', { issuer: reading.issuer ?? '–', expected: issuer }, ['reading']) : ruledOut('as-expected', {}, ['reading']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/request-own-token',
      audience: 'you',
      text: {
        en: { title: 'Ask for a token for this service', steps: ['Ask the issuer with audience (or resource, scope) set to {expected}, and use the access token, not the ID token.'] },
        'zh-CN': { title: '为此服务申请令牌', steps: ['向签发方申请时把 audience（或 resource、scope）设为 {expected}，并使用访问令牌而非 ID 令牌。'] },
      },
    }),
  ],
});
