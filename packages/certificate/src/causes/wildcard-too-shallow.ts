import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { withLockIn } from '../hsts/lock-in.ts';
import { nameControls, suspectedMismatch } from '../suspected-mismatch.ts';

const useOneLabel: Remedy = defineRemedy({
  id: 'certificate/use-one-label',
  audience: 'you',
  text: {
    en: {
      title: 'Use a host with one label before {suffix}',
      steps: [
        'Look up what the service calls itself: {wildcard} covers name.{suffix}, without another dot in name.',
        'For a bucket with dots in its name use path-style addressing: https://{suffix}/BUCKET instead of https://BUCKET.{suffix}/',
      ],
    },
    'zh-CN': {
      title: '使用 {suffix} 之前只有一级的主机名',
      steps: [
        '查清服务的正式名称：{wildcard} 只覆盖 名称.{suffix}，且名称中不能再含点。',
        '如果存储桶名称含点，请使用路径风格寻址：https://{suffix}/存储桶，而不是 https://存储桶.{suffix}/',
      ],
    },
  },
});

const addWildcard: Remedy = defineRemedy({
  id: 'certificate/add-deeper-wildcard',
  audience: 'operator',
  text: {
    en: { title: 'Add {deeper} to the certificate', steps: ['Have the certificate issued with {deeper} or {host} as a further subjectAltName.'] },
    'zh-CN': { title: '在证书中加入 {deeper}', steps: ['重新签发证书，把 {deeper} 或 {host} 加入 subjectAltName。'] },
  },
});

/** A wildcard covers exactly one label, and the host has more before the name that it shares with it. */
export const wildcardTooShallow: Cause = withLockIn(defineCause({
  id: 'certificate/wildcard-too-shallow',
  owner: 'service',
  layer: 'identity',
  order: 41,
  scope: 'endpoint',
  text: {
    en: {
      title: '{wildcard} does not reach down to {host}',
      unknown: { wildcard: 'the wildcard' },
      about: 'A wildcard stands for exactly one label (RFC 9525 §6.3). A host two or more labels below needs a name of its own in the certificate.',
      confirmed: { 'labels-counted': '{host} has {labels} labels before {suffix}; {wildcard} covers one' },
      ruledOut: { matches: 'The certificate names {host}', 'no-such-wildcard': 'No wildcard of the certificate stands above {host}' },
      open: { 'no-certificate': 'No certificate could be read' },
    },
    'zh-CN': {
      title: '{wildcard} 覆盖不到 {host}',
      unknown: { wildcard: '通配符证书' },
      about: '通配符恰好代表一级标签（RFC 9525 §6.3）。更深两级或以上的主机需要在证书中单独列出。',
      confirmed: { 'labels-counted': '{host} 在 {suffix} 之前有 {labels} 级，而 {wildcard} 只覆盖一级' },
      ruledOut: { matches: '证书中列有 {host}', 'no-such-wildcard': '证书中没有位于 {host} 上级的通配符' },
      open: { 'no-certificate': '没有可读的证书' },
    },
  },
  suspectedBy: ['certificate/name#mismatch'],
  controls: nameControls,
  judge: ({ facts: { chain }, suspicion, confirmed, ruledOut, open }) => {
    const mismatch = suspectedMismatch(suspicion, chain);
    if (mismatch === undefined) return open('no-certificate', {}, []);
    const { host, match } = mismatch;
    if (match.matches) return ruledOut('matches', { host }, ['chain']);
    if (match.why !== 'wildcard-too-shallow' || match.nearest === undefined) return ruledOut('no-such-wildcard', { host }, ['chain']);
    const suffix = match.nearest.slice(2);
    const labels = host.slice(0, -suffix.length - 1).split('.').length;
    return confirmed('labels-counted', { host, wildcard: match.nearest, suffix, labels, deeper: `*.${host.split('.').slice(1).join('.')}` }, ['chain']);
  },
  remedies: [useOneLabel, addWildcard],
}));
