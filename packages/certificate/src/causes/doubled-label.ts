import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { withLockIn } from '../hsts/lock-in.ts';
import { admits, nameControls, otherHost, suspectedMismatch, textParam } from '../suspected-mismatch.ts';

const removeLabel: Remedy = defineRemedy({
  id: 'certificate/remove-doubled-label',
  audience: 'you',
  text: {
    en: {
      title: 'Use {repaired}',
      steps: ['Something puts a name before a host that has it already. Configure the host without it, and let the client add the bucket: not {host} but {repaired}.'],
    },
    'zh-CN': {
      title: '改用 {repaired}',
      steps: ['有程序在已含该名称的主机前又加了一次。请把端点配置为不带该名称的主机，由客户端添加存储桶名：实际应访问 {repaired}，而不是 {host}。'],
    },
  },
  trial: {
    facts: ({ suspicion, params }) => otherHost(suspicion, textParam(params, 'repaired')),
    works: ({ params, facts }) => admits(textParam(params, 'repaired'), facts),
  },
});

/** A label stands in the host twice, and the certificate covers the host with it once: `bucket.bucket.storage.example`. */
export const doubledLabel: Cause = withLockIn(defineCause({
  id: 'certificate/doubled-label',
  owner: 'machine',
  layer: 'identity',
  order: 40,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The host {host} has a name in it twice',
      unknown: { host: '' },
      about: 'A client that puts the bucket before the host was given an endpoint that holds the bucket already. A wildcard covers one label, so the certificate no longer fits.',
      confirmed: { 'repaired-fits': 'The certificate names {nearest}, which covers {repaired}' },
      ruledOut: { matches: 'The certificate names {host}', 'not-doubled': 'No host without a repeated label is named either' },
      open: { 'no-certificate': 'No certificate could be read' },
    },
    'zh-CN': {
      title: '主机名 {host} 中有重复的部分',
      unknown: { host: '' },
      about: '客户端会在主机前加上存储桶名，而配置的端点里已经含有存储桶名。通配符只覆盖一级，证书因此不再匹配。',
      confirmed: { 'repaired-fits': '证书中列有 {nearest}，它覆盖 {repaired}' },
      ruledOut: { matches: '证书中列有 {host}', 'not-doubled': '去掉重复部分后的主机也不在证书中' },
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
    if (match.why !== 'doubled-label' || match.repaired === undefined) return ruledOut('not-doubled', {}, ['chain']);
    return confirmed('repaired-fits', { host, nearest: match.nearest ?? '', repaired: match.repaired }, ['chain']);
  },
  remedies: [removeLabel],
}));
