import { defineCheck, defineRemedy, type Check, type Conclusion, type Remedy } from '@culprit/core';
import { clockComparison, type ClockComparison } from '../facts/clock-comparison.ts';
import { clockStep } from '../facts/clock-step.ts';
import { machine } from '../targets/machine.ts';
import { utcMinute } from './utc-minute.ts';

const steadyClock: Remedy = defineRemedy({
  id: 'network/steady-clock',
  audience: 'you',
  text: {
    en: { title: 'Let one time service correct the clock', steps: ['timedatectl timesync-status or chronyc tracking shows whether it is corrected in steps. Two services, or a time service beside the one of the virtual machine, set it to and fro: keep one. After sleep, start again what was signed before.'] },
    'zh-CN': { title: '只用一个对时服务校准时钟', steps: ['用 timedatectl timesync-status 或 chronyc tracking 查看时钟是否被跳变校准。同时运行两个对时服务，或与虚拟机自带的对时并存，会来回调整时钟：只保留一个。休眠之后，请重新发起之前已签名的操作。'] },
  },
});

/** More than what a time service corrects by slewing (RFC 5905 §11.3: a step from 128 ms). */
const steppedMs = 1_000;

/** Whether this machine's clock is right by those of time sources, and whether it runs evenly. */
export const machineClock: Check = defineCheck({
  id: 'network/machine-clock',
  layer: 'machine',
  target: machine,
  depth: 'full',
  findings: {
    agrees: { outcome: 'pass' },
    skewed: { outcome: 'fail', severity: 'major', owner: 'machine' },
    stepped: { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: steadyClock },
    'one-source': { outcome: 'inconclusive', required: false },
    disagree: { outcome: 'inconclusive', required: false },
    'no-source': { outcome: 'inconclusive', required: false },
  },
  text: {
    en: {
      title: 'Clock of this machine',
      why: 'A wrong clock makes certificates look expired, and signatures and one-time codes fail.',
      findings: {
        agrees: '{count} other clocks agree with it; the most exact differs by {offsetMs} ms, give or take {uncertaintyMs} ms',
        skewed: 'The clock of this machine shows {here}, and {count} other clocks agree on {there}',
        stepped: 'The clock was set by {seconds} s, or the machine slept, within the last {watched} s: signatures and codes of that moment fail',
        'one-source': 'The clock of this machine shows {here}, that of {source} {there}, and no second clock could be asked',
        disagree: 'The clocks that were asked disagree; add sources to controls.timeSources',
        'no-source': 'No other clock could be asked; set controls.timeSources to servers that can be reached from here',
      },
    },
    'zh-CN': {
      title: '本机时钟',
      why: '时钟不准会让证书看起来已过期，并使签名和动态验证码失效。',
      findings: {
        agrees: '与另外 {count} 个时钟一致；其中最精确的相差 {offsetMs} 毫秒（误差 ±{uncertaintyMs} 毫秒）',
        skewed: '本机时钟显示 {here}，而另外 {count} 个时钟一致表明现在是 {there}',
        stepped: '最近 {watched} 秒内时钟被调整了 {seconds} 秒，或机器休眠过：这一刻的签名和验证码会失效',
        'one-source': '本机时钟显示 {here}，{source} 的时钟显示 {there}，没有第二个时钟可问',
        disagree: '所询问的时钟互相矛盾；请在 controls.timeSources 中增加来源',
        'no-source': '没有其他时钟可问；请把 controls.timeSources 设为此处可达的服务器',
      },
    },
  },
  needs: (_, __, { controls, offline }) => ({ step: clockStep.of({}), clocks: clockComparison.of({ sources: offline ? [] : controls.timeSources }) }),
  evaluate: ({ facts: { step, clocks }, now, conclude }) => {
    const stepped: readonly Conclusion[] = Math.abs(step.stepMs) < steppedMs ? [] : [conclude('stepped', { seconds: Math.round(step.stepMs / 1_000), watched: Math.ceil(step.watchedMs / 1_000) })];
    const times = { here: utcMinute(now.getTime()), there: utcMinute(now.getTime() - clocks.offsetMs), offsetSeconds: Math.round(clocks.offsetMs / 1_000) };
    switch (clocks.verdict) {
      case 'machine': return [conclude('skewed', { ...times, count: clocks.count }), ...stepped];
      case 'one-source': return [conclude('one-source', { ...times, source: clocks.offsets[0]?.source ?? '' }), ...stepped];
      case 'agrees': return [conclude('agrees', { count: clocks.count, ...boundsOf(clocks) }), ...stepped];
      case 'none': return [conclude('no-source'), ...stepped];
      case 'target':
      case 'disagree': return [conclude('disagree'), ...stepped];
    }
  },
});

const boundsOf = ({ offsets }: ClockComparison): { readonly offsetMs: number; readonly uncertaintyMs: number } => {
  const best = offsets.toSorted((a, b) => a.uncertaintyMs - b.uncertaintyMs)[0];
  return { offsetMs: Math.abs(best?.offsetMs ?? 0), uncertaintyMs: best?.uncertaintyMs ?? 0 };
};
