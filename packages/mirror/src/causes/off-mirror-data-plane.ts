import { defineCause, defineRemedy, type Cause, type Request } from '@culprit/core';
import type { DataWalk } from '../facts/data-walk.ts';
import { foreignAnswer, type ForeignAnswer } from '../facts/foreign-answer.ts';
import { answerOf, nameOf, notAnswered } from './answer-experiments.ts';
import { hostOf, leadsTo, mirrorOf, walkOf } from './mirror-experiments.ts';

/** `walk`, and `there` where the host of the data may be asked. */
type Controls = { readonly walk: Request<DataWalk>; readonly there?: Request<ForeignAnswer> };

/** The mirror mirrors the listings alone: files come from a host that this client can't use. */
export const offMirrorDataPlane: Cause = defineCause({
  id: 'mirror/off-mirror-data-plane',
  owner: 'path',
  layer: 'service',
  order: 15,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The mirror serves the listings, and sends clients to another host for the files',
      about: 'Mirrors of the control plane redirect large files to the hub\'s own stores. Where those are out of reach, everything seems well until a download hangs.',
      confirmed: {
        'out-of-reach': '{host} answered everything; {data}, where it leads to for {file}, answers nothing at all ({how})',
        'refuses-file': '{host} answered everything; {data}, where it leads to for {file}, answers ({there}) and refuses the file ({how})',
        'not-asked': '{host} answered everything; {data}, where it leads to for {file}, gave no file ({how})',
      },
      ruledOut: { 'own-data-plane': 'The files come from the mirror itself', served: 'The file was served' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '镜像只提供列表，文件却要到另一主机下载',
      about: '只镜像控制面的站点会把大文件重定向到官方存储。若那里无法访问，一切看似正常，直到下载卡住。',
      confirmed: {
        'out-of-reach': '{host} 应答正常；它把 {file} 指向 {data}，而 {data} 毫无应答（{how}）',
        'refuses-file': '{host} 应答正常；它把 {file} 指向 {data}，而 {data} 可以应答（{there}），却拒绝了该文件（{how}）',
        'not-asked': '{host} 应答正常；它把 {file} 指向 {data}，那里没有给出文件（{how}）',
      },
      ruledOut: { 'own-data-plane': '文件由镜像自身提供', served: '文件已成功提供' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['mirror/data-plane#unreachable', 'mirror/data-plane#refused'],
  controls: (suspicion): Controls => {
    const origin = leadsTo(suspicion);
    return { walk: walkOf(suspicion), ...(origin === undefined ? {} : { there: foreignAnswer.of({ url: `${origin}/` }) }) };
  },
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const { walk } = facts;
    if (walk?.dataOrigin === undefined) return open('not-observed', {}, []);
    if (walk.outcome === 'served') return ruledOut('served', {}, ['walk']);
    if (!walk.leftMirror) return ruledOut('own-data-plane', {}, ['walk']);
    const last = walk.hops.at(-1);
    const data = new URL(walk.dataOrigin).host;
    const params = { host: hostOf(suspicion), data, origin: walk.dataOrigin, file: walk.file ?? '–', how: last?.how ?? String(last?.status ?? '–'), xet: /xet/i.test(data), hub: mirrorOf(suspicion).hub };
    const there = answerOf(facts.there);
    if (there !== undefined) return confirmed('refuses-file', { ...params, there: nameOf(there) }, ['walk', 'there']);
    return facts.there === undefined ? confirmed('not-asked', params, ['walk'], 'likely') : confirmed('out-of-reach', params, ['walk']);
  },
  remedies: [
    defineRemedy({
      id: 'mirror/disable-xet',
      audience: 'you',
      applies: ({ hub, xet }) => hub === 'huggingface' && xet === true,
      text: {
        en: { title: 'Fetch without Xet: HF_HUB_DISABLE_XET=1', steps: ['Set HF_HUB_DISABLE_XET=1 before the program starts: huggingface_hub then asks the mirror for whole files. Whether that mirror serves them, the next run of culprit tells.'] },
        'zh-CN': { title: '不使用 Xet 下载：HF_HUB_DISABLE_XET=1', steps: ['在程序启动前设置 HF_HUB_DISABLE_XET=1，huggingface_hub 便会向镜像请求完整文件。该镜像是否提供，可再次运行 culprit 查看。'] },
      },
    }),
    defineRemedy({
      id: 'mirror/reach-data-host',
      audience: 'you',
      text: {
        en: { title: 'Make {data} reachable, or use a mirror that serves files itself', steps: ['Find out what keeps it away: culprit {origin}/', 'Let this network reach {data} (firewall, proxy, NO_PROXY), or compare mirrors by what they serve: culprit mirror planes hf://owner/model?endpoint=https://another-mirror'] },
        'zh-CN': { title: '让 {data} 可以访问，或改用自己提供文件的镜像', steps: ['查明为何无法访问：culprit {origin}/', '允许本网络访问 {data}（防火墙、代理、NO_PROXY），或比较各镜像实际提供的内容：culprit mirror planes hf://owner/model?endpoint=https://another-mirror'] },
      },
    }),
  ],
});
