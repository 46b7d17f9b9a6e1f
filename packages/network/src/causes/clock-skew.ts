import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { trueOffset, type ClockComparison, type TrueOffset } from '../facts/clock-comparison.ts';
import { utcMinute } from '../checks/utc-minute.ts';
import { clocks } from '../clock/compared-clocks.ts';

/**
 * This machine's clock is wrong: one cause behind certificates, signatures, tokens and one-time codes that fail. What goes by
 * the clock is judged again at the corrected time; what fails then too is not explained by it.
 */
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
        'ahead-by-seconds': 'It is {seconds} s ahead by {count} other clocks, and at the corrected time what failed does not fail',
        'behind-by-seconds': 'It is {seconds} s behind by {count} other clocks, and at the corrected time what failed does not fail',
        'fits-corrected': 'It shows {here}, that of the server {there}, and by that time what failed does not fail; no second source could be asked',
        'target-differs': 'It shows {here}, that of the server {there}; no second source could be asked',
      },
      ruledOut: {
        'target-is-off': 'Other servers agree with this machine: it is the target\'s clock that is wrong',
        'server-agrees': 'This machine\'s clock agrees with the servers that were asked',
        'fails-anyway': 'It is {seconds} s off by other clocks (negative: behind), and what failed fails at the corrected time too',
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
        'ahead-by-seconds': '与另外 {count} 个时钟相比，本机快 {seconds} 秒；按校正后的时间，失败的项目不再失败',
        'behind-by-seconds': '与另外 {count} 个时钟相比，本机慢 {seconds} 秒；按校正后的时间，失败的项目不再失败',
        'fits-corrected': '本机时钟显示 {here}，服务器的时钟显示 {there}；按后者，失败的项目不再失败；没有第二个来源可问',
        'target-differs': '本机时钟显示 {here}，服务器的时钟显示 {there}；没有第二个来源可问',
      },
      ruledOut: {
        'target-is-off': '其他服务器与本机时间一致：不准的是目标服务器的时钟',
        'server-agrees': '本机时钟与所询问的服务器一致',
        'fails-anyway': '与其他时钟相差 {seconds} 秒（负数表示偏慢），但按校正后的时间依然失败',
      },
      open: {
        'no-source': '没有服务器给出时间；请把 controls.timeSources 设为此处可达的服务器',
        'sources-disagree': '所询问的服务器时间互相矛盾；请在 controls.timeSources 中增加来源',
      },
    },
  },
  suspectedBy: ['network/clock#skewed', 'network/machine-clock#skewed', 'certificate/validity-period#expired', 'certificate/validity-period#not-yet-valid', 'mfa/code#rejected', 'credential/token-validity#expired', 'credential/token-validity#not-yet-valid', 'credential/log-in#code-refused', 'storage-endpoint/clock#skewed', 'storage-endpoint/listing#time-refused'],
  controls: (suspicion) => ({ clocks: clocks(suspicion) }),
  correction: ({ facts }) => {
    const offsetMs = suspectedOffset(facts.clocks)?.offsetMs;
    return offsetMs === undefined ? undefined : -offsetMs;
  },
  judge: ({ suspicion, facts: { clocks: comparison }, now, corrected: { gone, remains } = nothing, confirmed, ruledOut, open }) => {
    if (comparison === undefined || comparison.verdict === 'none') return open('no-source', {}, []);
    if (comparison.verdict === 'target') return ruledOut('target-is-off', {}, ['clocks']);
    if (comparison.verdict === 'disagree') return open('sources-disagree', {}, ['clocks']);
    const off = suspectedOffset(comparison);
    if (off === undefined) return ruledOut('server-agrees', {}, ['clocks']);
    const { offsetMs, count } = off;
    const offsetSeconds = Math.round(offsetMs / 1_000);
    if (suspicion.findings.every((finding) => remains.includes(finding))) return ruledOut('fails-anyway', { seconds: offsetSeconds }, ['clocks']);
    const params = { here: utcMinute(now.getTime()), there: utcMinute(now.getTime() - offsetMs), offsetSeconds, source: comparison.offsets[0]?.source ?? '' };
    switch (comparison.verdict) {
      case 'machine': {
        const hours = wholeHours(comparison);
        return hours === undefined ? confirmed('sources-agree', { ...params, count }, ['clocks']) : confirmed('whole-hours', { ...params, count, hours: Math.abs(hours) }, ['clocks']);
      }
      // Too little to be wrong by itself: only what it alone made fail makes it a cause.
      case 'agrees': return gone.length === 0
        ? ruledOut('server-agrees', {}, ['clocks'])
        : confirmed(offsetMs > 0 ? 'ahead-by-seconds' : 'behind-by-seconds', { ...params, count, seconds: Math.abs(offsetSeconds) }, ['clocks'], count > 1 ? 'certain' : 'likely');
      case 'one-source': return confirmed(gone.length > 0 ? 'fits-corrected' : 'target-differs', params, ['clocks'], 'likely');
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
      // Only where something went by the clock: it was judged again as of the corrected time.
      trial: { facts: () => ({}), works: ({ corrected }) => (corrected !== undefined && corrected.gone.length > 0 ? true : undefined) },
    }),
  ],
});

const nothing = { gone: [], remains: [] } as const;

/** Less than this is no drift but the wording of a Date field. */
const leastMs = 1_000;

/** How far this machine is off, if it is: by what makes it wrong altogether, or by the seconds that codes care about. */
function suspectedOffset(comparison: ClockComparison | undefined): Pick<TrueOffset, 'offsetMs' | 'count'> | undefined {
  switch (comparison?.verdict) {
    case 'machine':
    case 'one-source': return comparison;
    case 'agrees': {
      const off = trueOffset(comparison);
      return off !== undefined && Math.abs(off.offsetMs) > leastMs + off.uncertaintyMs ? off : undefined;
    }
    default: return undefined;
  }
}

/**
 * By how many whole hours a clock is off, where it is so few that a time zone explains them (UTC−12 to UTC+14); the sources
 * are exact to a few seconds, so that a chance hit within one minute is rare.
 */
function wholeHours({ offsetMs }: ClockComparison): number | undefined {
  const hours = Math.round(offsetMs / 3_600_000);
  return hours !== 0 && Math.abs(hours) <= 14 && Math.abs(offsetMs - hours * 3_600_000) <= 60_000 ? hours : undefined;
}
