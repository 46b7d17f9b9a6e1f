import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { utcMinute } from '../checks/utc-minute.ts';
import { clocks } from '../clock/compared-clocks.ts';

/** The target's clock is wrong, not this machine's. */
export const serverClockSkew: Cause = defineCause({
  id: 'network/server-clock-skew',
  owner: 'service',
  layer: 'service',
  order: 20,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The clock of the server is wrong',
      about: 'A server with a wrong clock refuses signatures and tokens that are good, and issues some that are not.',
      confirmed: { 'others-agree': 'The Date that it sends is {there}, while this machine shows {here} and other servers agree' },
      ruledOut: { 'machine-is-off': 'Other servers differ from this machine in the same way', 'clocks-agree': 'The server\'s clock agrees with this machine\'s' },
      open: { 'no-witness': 'There was no third clock to say which of the two is wrong; set controls.timeSources to servers that can be reached from here' },
    },
    'zh-CN': {
      title: '服务器时钟不准',
      about: '时钟不准的服务器会拒绝有效的签名和令牌，也会签发无效的令牌。',
      confirmed: { 'others-agree': '服务器给出的 Date 是 {there}，而本机时钟显示 {here}，其他服务器与本机一致' },
      ruledOut: { 'machine-is-off': '其他服务器与本机的偏差方向和大小相同', 'clocks-agree': '服务器时钟与本机一致' },
      open: { 'no-witness': '没有第三个时钟来判断孰对孰错；请把 controls.timeSources 设为此处可达的服务器' },
    },
  },
  suspectedBy: ['network/clock#skewed', 'storage-endpoint/clock#skewed', 'storage-endpoint/listing#time-refused'],
  controls: (suspicion) => ({ clocks: clocks(suspicion) }),
  judge: ({ facts, now, confirmed, ruledOut, open }) => {
    switch (facts.clocks?.verdict) {
      case 'target': {
        const { offsetMs } = facts.clocks;
        // The server's own error has the opposite sign of this machine's offset from it.
        const params = { here: utcMinute(now.getTime()), there: utcMinute(now.getTime() - offsetMs), offsetSeconds: Math.round(-offsetMs / 1_000) };
        return confirmed('others-agree', params, ['clocks']);
      }
      case 'machine': return ruledOut('machine-is-off', {}, ['clocks']);
      case 'agrees': return ruledOut('clocks-agree', {}, ['clocks']);
      default: return open('no-witness', {}, ['clocks']);
    }
  },
  remedies: [
    defineRemedy({
      id: 'network/set-server-clock',
      audience: 'operator',
      text: {
        en: { title: 'Set the clock of the server', steps: ['Let the server follow NTP: chrony, systemd-timesyncd, or the time service of its host or cloud.'] },
        'zh-CN': { title: '校准服务器时钟', steps: ['让服务器使用 NTP 对时：chrony、systemd-timesyncd，或宿主机、云平台的时间服务。'] },
      },
    }),
  ],
});
