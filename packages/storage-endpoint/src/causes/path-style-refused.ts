import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { because } from '../dialects/causes.ts';
import { storeRequest } from '../facts/store-request.ts';
import { addressOf } from '../live/access.ts';
import { failedInput, failedRequest, meaningOf, notObserved, otherAnswer, pointedToBy, shownAnswer } from '../live/store-questions.ts';

/** The store takes buckets before the host only. */
export const pathStyleRefused: Cause = defineCause({
  id: because.pathStyle,
  owner: 'account',
  layer: 'account',
  order: 12,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The store takes the bucket before the host only, not in the path',
      about: 'TOS, OSS, OBS and newer buckets of COS refuse path-style requests; clients that are told of a custom endpoint often use that style.',
      confirmed: {
        'virtual-works': 'In the path: {answer}; before the host ({host}): {other}',
        'virtual-understood': 'In the path: {answer}; before the host ({host}) the store goes on to say {other}',
      },
      ruledOut: { ...otherAnswer.en, 'same-before-host': 'With the bucket before the host the store says the same' },
      open: { ...notObserved.en, 'not-compared': 'The store could not be asked with the bucket before the host ({host}): see whether that name resolves and its certificate fits' },
    },
    'zh-CN': {
      title: '存储服务只接受把存储桶写在主机名前，不接受写在路径中',
      about: 'TOS、OSS、OBS 以及较新的 COS 存储桶都拒绝路径式请求；而客户端在使用自定义端点时往往采用路径式。',
      confirmed: {
        'virtual-works': '写在路径中返回 {answer}；写在主机名前（{host}）返回 {other}',
        'virtual-understood': '写在路径中返回 {answer}；写在主机名前（{host}）时，存储服务转而返回 {other}',
      },
      ruledOut: { ...otherAnswer['zh-CN'], 'same-before-host': '把存储桶写在主机名前，结果相同' },
      open: { ...notObserved['zh-CN'], 'not-compared': '未能以存储桶在主机名前的方式（{host}）访问；请确认该域名可以解析、证书与之相符' },
    },
  },
  suspectedBy: ['storage-endpoint/listing#path-style-refused'],
  concerns: pointedToBy(because.pathStyle),
  controls: (suspicion) => ({ answer: failedRequest(suspicion), virtual: storeRequest.of({ ...failedInput(suspicion), style: 'virtual' }) }),
  judge: ({ suspicion, facts: { answer, virtual }, confirmed, ruledOut, open }) => {
    if (answer?.outcome === 'accepted') return ruledOut('other-answer', { answer: shownAnswer(answer) }, ['answer']);
    if (answer?.outcome !== 'refused') return open('not-observed', {}, []);
    const params = { answer: shownAnswer(answer), host: addressOf({ ...failedInput(suspicion), style: 'virtual' }).host };
    if (virtual?.outcome === 'accepted') return confirmed('virtual-works', { ...params, other: shownAnswer(virtual) }, ['answer', 'virtual']);
    if (virtual?.outcome !== 'refused') return open('not-compared', params, ['answer']);
    if (meaningOf(virtual, 'list')?.cause === because.pathStyle) return ruledOut('same-before-host', {}, ['virtual']);
    return confirmed('virtual-understood', { ...params, other: shownAnswer(virtual) }, ['answer', 'virtual'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'storage-endpoint/use-virtual-host-style',
      audience: 'you',
      text: {
        en: { title: 'Let the client put the bucket before the host', steps: ['AWS SDK for JavaScript: forcePathStyle: false. boto3: Config(s3={"addressing_style": "virtual"}). aws-cli: aws configure set default.s3.addressing_style virtual. rclone: force_path_style = false. The endpoint stays without the bucket.'] },
        'zh-CN': { title: '让客户端把存储桶写在主机名前', steps: ['AWS SDK for JavaScript：forcePathStyle: false。boto3：Config(s3={"addressing_style": "virtual"})。aws-cli：aws configure set default.s3.addressing_style virtual。rclone：force_path_style = false。端点本身不要带存储桶。'] },
      },
      trial: {
        facts: ({ suspicion }) => ({ virtual: storeRequest.of({ ...failedInput(suspicion), style: 'virtual' }) }),
        works: ({ facts: { virtual } }) => (virtual === undefined ? undefined : virtual.outcome === 'accepted'),
      },
    }),
  ],
});
