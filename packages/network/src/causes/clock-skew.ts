import { defineCause, defineRemedy, type Cause, type Request } from '@culprit/core';
import type { ClockComparison } from '../facts/clock-comparison.ts';
import type { TlsHandshake } from '../facts/tls-handshake.ts';
import { utcMinute } from '../checks/utc-minute.ts';
import { clocks } from '../clock/compared-clocks.ts';
import { certificateHandshake, validAt } from './clock-experiments.ts';

/** `clocks` and, on a target with TLS, `handshake`. */
type Controls = { readonly [name: string]: Request<ClockComparison | TlsHandshake> };

/** This machine's clock is wrong: one cause behind certificates, signatures, tokens and one-time codes that fail. */
export const clockSkew: Cause = defineCause({
  id: 'network/clock-skew',
  owner: 'machine',
  layer: 'machine',
  order: 10,
  scope: 'machine',
  text: {
    en: {
      title: 'The clock of this machine is wrong',
      about: 'By a wrong clock certificates look expired or not yet valid, signed requests are refused, and one-time codes never match.',
      confirmed: {
        'sources-agree': 'It shows {here}, while {count} independent servers agree that it is {there}',
        'whole-hours': 'It shows {here}, while {count} independent servers agree that it is {there}: off by {hours} whole hours, as where local time was stored for UTC',
        'certificate-fits': 'It shows {here}, that of the server {there}, and by that time the certificate is valid; no second source could be asked',
        'target-differs': 'It shows {here}, that of the server {there}; no second source could be asked',
      },
      ruledOut: {
        'target-is-off': 'Other servers agree with this machine: it is the target\'s clock that is wrong',
        'server-agrees': 'This machine\'s clock agrees with the servers that were asked',
        'expired-anyway': 'The certificate is outside its dates by the server\'s own clock too',
      },
      open: {
        'no-source': 'No server told the time; set controls.timeSources to servers that can be reached from here',
        'sources-disagree': 'The servers that were asked disagree about the time; add sources to controls.timeSources',
      },
    },
    'zh-CN': {
      title: '本机时钟不准',
      about: '时钟不准时，证书会显得已过期或尚未生效，签名请求会被拒绝，动态验证码也永远对不上。',
      confirmed: {
        'sources-agree': '本机时钟显示 {here}，而 {count} 个相互独立的服务器一致表明现在是 {there}',
        'whole-hours': '本机时钟显示 {here}，而 {count} 个相互独立的服务器一致表明现在是 {there}：正好相差 {hours} 个整小时，像是把本地时间当作 UTC 存放了',
        'certificate-fits': '本机时钟显示 {here}，服务器的时钟显示 {there}，而按后者证书有效；没有第二个来源可问',
        'target-differs': '本机时钟显示 {here}，服务器的时钟显示 {there}；没有第二个来源可问',
      },
      ruledOut: {
        'target-is-off': '其他服务器与本机时间一致：不准的是目标服务器的时钟',
        'server-agrees': '本机时钟与所询问的服务器一致',
        'expired-anyway': '即便按服务器自己的时钟，证书也不在有效期内',
      },
      open: {
        'no-source': '没有服务器给出时间；请把 controls.timeSources 设为此处可达的服务器',
        'sources-disagree': '所询问的服务器时间互相矛盾；请在 controls.timeSources 中增加来源',
      },
    },
  },
  suspectedBy: ['network/clock#skewed', 'network/machine-clock#skewed', 'certificate/validity-period#expired', 'certificate/validity-period#not-yet-valid', 'mfa/code#rejected', 'credential/token-validity#expired', 'credential/token-validity#not-yet-valid', 'storage-endpoint/clock#skewed', 'storage-endpoint/listing#time-refused'],
  controls: (suspicion): Controls => ({ clocks: clocks(suspicion), ...certificateHandshake(suspicion) }),
  judge: ({ suspicion, facts, now, confirmed, ruledOut, open }) => {
    const { clocks: comparison, handshake: shaken } = facts;
    const handshake = shaken !== undefined && 'chain' in shaken ? shaken : undefined;
    if (comparison === undefined || !('verdict' in comparison) || comparison.verdict === 'none') return open('no-source', {}, []);
    const { verdict, offsetMs, count } = comparison;
    const params = { here: utcMinute(now.getTime()), there: utcMinute(now.getTime() - offsetMs), offsetSeconds: Math.round(offsetMs / 1_000), source: comparison.offsets[0]?.source ?? '' };
    switch (verdict) {
      case 'machine': {
        const hours = wholeHours(comparison);
        return hours === undefined ? confirmed('sources-agree', { ...params, count }, ['clocks']) : confirmed('whole-hours', { ...params, count, hours }, ['clocks']);
      }
      case 'target': return ruledOut('target-is-off', {}, ['clocks']);
      case 'agrees': return ruledOut('server-agrees', {}, ['clocks']);
      case 'disagree': return open('sources-disagree', {}, ['clocks']);
      case 'one-source': {
        const fits = validAt(handshake, now.getTime() - offsetMs);
        if (fits === true && validAt(handshake, now.getTime()) === false) return confirmed('certificate-fits', params, ['clocks', 'handshake'], 'likely');
        const onlyDates = suspicion.findings.every(({ id }) => !id.endsWith('/clock#skewed'));
        if (fits === false && onlyDates) return ruledOut('expired-anyway', {}, ['clocks', 'handshake']);
        return confirmed('target-differs', params, ['clocks'], 'likely');
      }
    }
  },
  remedies: [
    defineRemedy({
      id: 'network/store-utc',
      audience: 'you',
      applies: ({ hours }) => hours !== undefined,
      text: {
        en: {
          title: 'Let the hardware clock hold UTC',
          steps: [
            'Linux: sudo timedatectl set-local-rtc 0, and look at the time zone: timedatectl. Beside Windows on one machine: let Windows use UTC too (RealTimeIsUniversal=1).',
            'Virtual machine: set its hardware clock to UTC in the hypervisor (QEMU: -rtc base=utc; VirtualBox: hardware clock in UTC time).',
          ],
        },
        'zh-CN': {
          title: '让硬件时钟存放 UTC',
          steps: [
            'Linux：sudo timedatectl set-local-rtc 0，并用 timedatectl 核对时区。与 Windows 双系统时，让 Windows 也使用 UTC（RealTimeIsUniversal=1）。',
            '虚拟机：在虚拟化软件中把硬件时钟设为 UTC（QEMU：-rtc base=utc；VirtualBox：勾选“硬件时钟使用 UTC 时间”）。',
          ],
        },
      },
    }),
    defineRemedy({
      id: 'network/set-clock',
      audience: 'you',
      text: {
        en: {
          title: 'Set the clock of this machine',
          steps: [
            'Linux: sudo timedatectl set-ntp true, then timedatectl status. WSL: wsl --shutdown in Windows, then start it again. Container or virtual machine: set the clock of its host.',
            'macOS: sudo sntp -sS time.apple.com. Windows, as administrator: w32tm /resync /force.',
          ],
        },
        'zh-CN': {
          title: '校准本机时钟',
          steps: [
            'Linux：sudo timedatectl set-ntp true，再用 timedatectl status 查看。WSL：在 Windows 中执行 wsl --shutdown 后重新启动。容器或虚拟机：校准宿主机的时钟。',
            'macOS：sudo sntp -sS time.apple.com。Windows（管理员）：w32tm /resync /force。',
          ],
        },
      },
      trial: {
        facts: ({ suspicion }) => certificateHandshake(suspicion),
        // Only where dates were what failed: is the certificate within them at the corrected time?
        works: ({ suspicion, params, facts, now }) =>
          suspicion.findings.some(({ id }) => id.startsWith('certificate/'))
            ? validAt(facts['handshake'], now.getTime() - Number(params['offsetSeconds']) * 1_000)
            : undefined,
      },
    }),
  ],
});

/**
 * By how many whole hours a clock is off, where it is so few that a time zone explains them (UTC−12 to UTC+14); the sources
 * are exact to a few seconds, so that a chance hit within one minute is rare.
 */
function wholeHours({ offsetMs }: ClockComparison): number | undefined {
  const hours = Math.round(offsetMs / 3_600_000);
  return hours !== 0 && Math.abs(hours) <= 14 && Math.abs(offsetMs - hours * 3_600_000) <= 60_000 ? hours : undefined;
}
