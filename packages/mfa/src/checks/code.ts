import { defineCheck, defineRemedy, type Check } from '@culprit/core';
import { codeMatch } from '../facts/code-match.ts';
import { secretReading } from '../facts/secret-reading.ts';
import { oneTimePassword } from '../targets/one-time-password.ts';
import { codeRefusalWords } from '../words.ts';

/** Whether a code is one of those that its secret gives now. */
export const codeCheck: Check = defineCheck({
  id: 'mfa/code',
  layer: 'account',
  target: oneTimePassword,
  byClock: true,
  findings: {
    accepted: { outcome: 'pass' },
    rejected: {
      outcome: 'fail', severity: 'major', owner: 'account',
      remedy: defineRemedy({
        id: 'mfa/give-two-codes',
        audience: 'you',
        text: {
          en: { title: 'Give two codes that follow each other', steps: ['Type the code that the authenticator shows, wait for the next, and type that too: culprit totp diagnose. If two fit nothing either, the factor was set up with another secret: set it up anew.'] },
          'zh-CN': { title: '给出前后相继的两个验证码', steps: ['输入验证器当前的验证码，等它变化后再输入下一个：culprit totp diagnose。如果两个都无法解释，说明启用时用的是另一个密钥，请重新启用。'] },
        },
      }),
    },
    reused: {
      outcome: 'fail', severity: 'major', owner: 'account',
      remedy: defineRemedy({
        id: 'mfa/wait-for-the-next-code',
        audience: 'you',
        text: {
          en: { title: 'Wait for the next code', steps: ['Each code counts once (RFC 6238 §5.2). If nobody used it, somebody else knows it: look at the log of sign-ins, and set the factor up anew.'] },
          'zh-CN': { title: '等待下一个验证码', steps: ['每个验证码只能用一次（RFC 6238 §5.2）。如果并未使用过，说明有人知道它：请查看登录记录并重新启用双重验证。'] },
        },
      }),
    },
    malformed: {
      outcome: 'fail', severity: 'major', owner: 'account',
      remedy: defineRemedy({
        id: 'mfa/type-the-code',
        audience: 'you',
        text: {
          en: { title: 'Type the digits that the authenticator shows now', steps: ['Not the secret, not its URI and not a recovery code; the clipboard may still hold something else.'] },
          'zh-CN': { title: '输入验证器当前显示的数字', steps: ['不是密钥、URI 或恢复码；剪贴板里可能还是别的内容。'] },
        },
      }),
    },
    'no-code': { outcome: 'not-applicable' },
    'no-secret': { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'One-time code',
      why: 'A code is right for a minute or so, and from the same secret, parameters and time alone.',
      findings: {
        accepted: 'The code is right',
        rejected: 'The code is none of those that its secret gives now',
        reused: 'The code is right, and was accepted before',
        malformed: { text: 'What was typed is no code: {reason}', words: { reason: codeRefusalWords.en } },
        'no-code': 'No code is given',
        'no-secret': 'Without a secret that can be read no code can be judged',
      },
    },
    'zh-CN': {
      title: '动态验证码',
      why: '只有密钥、参数和时间都一致，验证码才对得上，且只在一分钟左右内有效。',
      findings: {
        accepted: '验证码正确',
        rejected: '验证码不是该密钥此刻应有的任何一个',
        reused: '验证码正确，但此前已被使用',
        malformed: { text: '输入的不是验证码：{reason}', words: { reason: codeRefusalWords['zh-CN'] } },
        'no-code': '没有给出验证码',
        'no-secret': '密钥不可读，无法判断验证码',
      },
    },
  },
  needs: (target, _, { clockCorrectionMs }) => ({ reading: secretReading.of({ secret: target.secret }), match: codeMatch.of(clockCorrectionMs === undefined ? target : { ...target, clockCorrectionMs }) }),
  evaluate: ({ target, facts: { reading, match }, conclude }) => {
    if (target.code === undefined) return conclude('no-code');
    if (reading.outcome === 'refused') return conclude('no-secret');
    switch (match.outcome) {
      case 'accepted': return conclude('accepted');
      case 'reused': return conclude('reused');
      case 'malformed': return conclude('malformed', { reason: match.reason });
      case 'unasked': return conclude('no-secret');
      case 'wrong': return conclude('rejected');
    }
  },
});
