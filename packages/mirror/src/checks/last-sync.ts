import { defineCheck, defineRemedy, type Check } from '@culprit/core';
import { copyState } from '../facts/copy-state.ts';
import { modelCopy } from '../targets/model-copy.ts';

const syncAgain = defineRemedy({
  id: 'mirror/sync-again',
  audience: 'you',
  text: {
    en: { title: 'Synchronise again', steps: ['culprit mirror sync \'{from}\' {folder} --yes', 'If a timer should have done it: systemctl status culprit-sync.timer culprit-sync.service'] },
    'zh-CN': { title: '重新同步', steps: ['culprit mirror sync \'{from}\' {folder} --yes', '若本应由定时器执行：systemctl status culprit-sync.timer culprit-sync.service'] },
  },
});
const syncFirst = defineRemedy({
  id: 'mirror/sync-first',
  audience: 'you',
  text: {
    en: { title: 'Synchronise it once', steps: ['culprit mirror sync hf://owner/model {folder}', 'Every day from then on: add --recipe systemd, or --recipe cron.'] },
    'zh-CN': { title: '先同步一次', steps: ['culprit mirror sync hf://owner/model {folder}', '如需每日同步，加上 --recipe systemd 或 --recipe cron。'] },
  },
});

/** How long ago a folder was last whole, and whether it still is. */
export const lastSync: Check = defineCheck({
  id: 'mirror/last-sync',
  layer: 'service',
  target: modelCopy,
  findings: {
    fresh: { outcome: 'pass' },
    stale: { outcome: 'fail', severity: 'major', owner: 'machine', remedy: syncAgain },
    damaged: { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: syncAgain },
    'in-the-future': { outcome: 'inconclusive', required: true },
    never: { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: syncFirst },
  },
  text: {
    en: {
      title: 'Last good synchronisation',
      why: 'A copy for the day without a network is worth what it holds on that day.',
      findings: {
        fresh: '{files} files of {repository}, synchronised {hours} h ago',
        stale: '{repository} was last synchronised {hours} h ago; {allowed} h are allowed',
        damaged: '{missing} of {files} files are gone or of another size: {names}',
        'in-the-future': 'The last synchronisation is dated {finishedAt}, which has not come yet: a clock is or was wrong',
        never: '{folder} holds no synchronised repository',
      },
    },
    'zh-CN': {
      title: '最近一次成功的同步',
      why: '离线副本的价值，取决于断网那天它里面有什么。',
      findings: {
        fresh: '{repository} 的 {files} 个文件，于 {hours} 小时前同步',
        stale: '{repository} 上次同步在 {hours} 小时前，允许 {allowed} 小时',
        damaged: '{files} 个文件中有 {missing} 个缺失或大小不符：{names}',
        'in-the-future': '最近一次同步的时间是 {finishedAt}，尚未到来：时钟有误或曾经有误',
        never: '{folder} 中没有同步过的仓库',
      },
    },
  },
  needs: ({ folder }) => ({ copy: copyState.of({ folder }) }),
  evaluate: ({ target: { folder, maxAge }, facts: { copy }, now, conclude }) => {
    if (copy.outcome === 'never') return conclude('never', { folder });
    const { finishedAt, repository, from, files, damaged, damagedCount } = copy;
    const ageMs = now.getTime() - Date.parse(finishedAt);
    const hour = 3_600_000;
    const params = { folder, repository, from, files, finishedAt, hours: Math.floor(ageMs / hour), allowed: Math.round(maxAge / hour * 10) / 10, missing: damagedCount, names: damaged.join(', ') };
    if (damagedCount > 0) return conclude('damaged', params);
    // Clocks of machines that share a disk differ by seconds.
    if (ageMs < -60_000) return conclude('in-the-future', params);
    return ageMs > maxAge ? conclude('stale', params) : conclude('fresh', { ...params, hours: Math.max(0, params.hours) });
  },
});
