import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { clocks, trueOffset, type ClockComparison } from '@culprit/network';
import { defaultPolicy } from '../policy.ts';
import { suspectedCode } from '../facts/code-explanation.ts';
import { explanationControl, explanationTexts, judgeExplanation } from './explained-code.ts';

/** The authenticator's clock is wrong, and not this machine's. */
export const authenticatorClock: Cause = defineCause({
  id: 'mfa/authenticator-clock',
  owner: 'account',
  layer: 'account',
  order: 15,
  scope: 'account',
  text: {
    en: {
      title: 'The clock of the authenticator is off by {seconds} s',
      unknown: { seconds: 'many' },
      about: 'Codes are computed from the time. The device shows those of another moment; its time zone may be set by hand and the time shifted to match.',
      confirmed: {
        'others-agree-with-us': 'Two consecutive codes fit a clock that is off by {seconds} s, and {count} other clocks agree with this machine',
        'both-are-off': 'By {count} other clocks two consecutive codes fit one that is off by {seconds} s, and this machine is off by {own} s as well (negative: behind)',
        'no-other-clock': 'Two consecutive codes fit a clock that is off by {seconds} s; whether it is this machine that is wrong no other clock could tell',
      },
      ruledOut: { ...explanationTexts.en.ruledOut, 'machine-is-off': 'Other clocks differ from this machine by as much, {own} s (negative: behind): its clock is wrong, and not the authenticator\'s' },
      open: { ...explanationTexts.en.open, 'clocks-disagree': 'Two codes fit a clock that is off, and the clocks that were asked disagree about which; add sources to controls.timeSources' },
    },
    'zh-CN': {
      title: '验证器的时钟相差 {seconds} 秒',
      unknown: { seconds: '若干' },
      about: '验证码由时间计算得出，该设备显示的是另一时刻的验证码；可能是手动设错时区后又改了时间。',
      confirmed: {
        'others-agree-with-us': '两个相继的验证码与相差 {seconds} 秒的时钟吻合，且另外 {count} 个时钟与本机一致',
        'both-are-off': '与另外 {count} 个时钟相比，两个相继的验证码符合相差 {seconds} 秒的时钟，而本机自身也相差 {own} 秒（负数表示偏慢）',
        'no-other-clock': '两个相继的验证码与相差 {seconds} 秒的时钟吻合；没有其他时钟可以判断是否本机不准',
      },
      ruledOut: { ...explanationTexts['zh-CN'].ruledOut, 'machine-is-off': '其他时钟与本机的偏差相同（本机相差 {own} 秒，负数表示偏慢）：不准的是本机，而不是验证器' },
      open: { ...explanationTexts['zh-CN'].open, 'clocks-disagree': '两个验证码表明有时钟不准，但所询问的时钟互相矛盾；请在 controls.timeSources 中增加来源' },
    },
  },
  suspectedBy: ['mfa/code#rejected'],
  controls: (suspicion) => ({ ...explanationControl(suspicion), clocks: clocks(suspicion) }),
  judge: (context) => {
    const { facts, suspicion, confirmed, ruledOut, open } = context;
    const judged = judgeExplanation(context, ['drift', 'time-zone'], context);
    if ('verdict' in judged) return judged;
    const drift = judged.offsetSeconds;
    if (facts.clocks === undefined || facts.clocks.verdict === 'none') return confirmed('no-other-clock', { seconds: drift }, ['explanation'], 'likely');
    const machine = offsetOfMachine(facts.clocks);
    if (machine === undefined) return open('clocks-disagree', {}, ['explanation', 'clocks']);
    // The codes' drift is theirs minus this machine's; the machine's own, that minus the true time.
    const [own, seconds] = [Math.round(machine.offsetMs / 1_000), drift + Math.round(machine.offsetMs / 1_000)];
    if (!machine.off) return confirmed('others-agree-with-us', { seconds: drift, count: machine.count }, ['explanation', 'clocks']);
    // A code tells the time to one period.
    if (Math.abs(seconds) <= (suspectedCode(suspicion).period ?? defaultPolicy.periodSeconds)) return ruledOut('machine-is-off', { own }, ['explanation', 'clocks']);
    return machine.count > 1
      ? confirmed('both-are-off', { seconds, own, count: machine.count }, ['explanation', 'clocks'])
      : open('clocks-disagree', {}, ['explanation', 'clocks']);
  },
  remedies: [
    defineRemedy({
      id: 'mfa/set-authenticator-clock',
      audience: 'you',
      text: {
        en: { title: 'Let the device with the authenticator set its time by itself', steps: ['Switch on automatic date, time and time zone. It is off by {seconds} s (negative: behind). A hardware token is exchanged, or its drift stored by the service (RFC 6238 §6).'] },
        'zh-CN': { title: '让运行验证器的设备自动对时', steps: ['打开“自动设置日期和时间、时区”。目前相差 {seconds} 秒（负数表示偏慢）。硬件令牌请更换，或由服务记录其偏差（RFC 6238 §6）。'] },
      },
    }),
  ],
});

/** How far this machine is off by the clocks that were asked, to the second where they agree so closely. `undefined`: they disagree. */
function offsetOfMachine(comparison: ClockComparison): { readonly offsetMs: number; readonly count: number; readonly off: boolean } | undefined {
  const close = trueOffset(comparison);
  if (close !== undefined) return { ...close, off: Math.abs(close.offsetMs) > 1_000 + close.uncertaintyMs };
  return comparison.verdict === 'machine' ? { ...comparison, off: true } : undefined;
}
