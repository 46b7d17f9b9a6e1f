import { defineCause, defineRemedy, type Cause, type Request, type Suspicion } from '@culprit/core';
import { because } from '../dialects/causes.ts';
import { storeRequest, type StoreRequest, type StoreRequestInput } from '../facts/store-request.ts';
import { addressOf } from '../live/access.ts';
import { failedInput, failedRequest, meaningOf, notObserved, otherAnswer, pointedToBy, shownAnswer } from '../live/store-questions.ts';

/** The same host, which holds the bucket, asked for it once only. `undefined`: the host does not begin with it. */
function once(suspicion: Suspicion): StoreRequestInput | undefined {
  const input = failedInput(suspicion);
  const url = new URL(input.endpoint);
  if (!url.hostname.startsWith(`${input.bucket}.`)) return undefined;
  const asked = { ...input, endpoint: `${url.protocol}//${url.host.slice(input.bucket.length + 1)}`, style: 'virtual' } as const;
  // Nothing that is signed goes to another host than the one that was configured.
  return URL.canParse(asked.endpoint) && addressOf(asked).host === url.hostname ? asked : undefined;
}

function onceRequest(suspicion: Suspicion): { readonly [name: string]: Request<StoreRequest> } {
  const input = once(suspicion);
  return input === undefined ? {} : { once: storeRequest.of(input) };
}

/** The endpoint holds the bucket, and the client puts it into the path as well: the store takes it for the key of an object. */
export const doubledBucket: Cause = defineCause({
  id: 'storage-endpoint/doubled-bucket',
  owner: 'machine',
  layer: 'machine',
  order: 21,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The bucket {bucket} stands in the endpoint, and the client asks for it once more',
      unknown: { bucket: '' },
      about: 'In the path the second one is no error by itself: listings fail with NoSuchKey, and uploads land under a prefix of the bucket\'s name.',
      confirmed: {
        'once-works': '{bucket} in the path of {host}: {answer}; asked for it once: {other}',
        'once-understood': '{bucket} in the path of {host}: {answer}; asked for it once, the store goes on to say {other}',
      },
      ruledOut: { ...otherAnswer.en, 'same-once': 'Asked for the bucket once, the store says the same' },
      open: { ...notObserved.en, 'not-in-host': 'The host {host} does not begin with {bucket}: the store takes another part of it for a bucket' },
    },
    'zh-CN': {
      title: '端点中已有存储桶 {bucket}，客户端又写了一次',
      unknown: { bucket: '' },
      about: '第二个存储桶名写在路径中本身并不报错：列举会返回 NoSuchKey，上传的对象则会落到以存储桶名为前缀的路径下。',
      confirmed: {
        'once-works': '{bucket} 写在 {host} 的路径中返回 {answer}；只写一次则返回 {other}',
        'once-understood': '{bucket} 写在 {host} 的路径中返回 {answer}；只写一次时，存储服务转而返回 {other}',
      },
      ruledOut: { ...otherAnswer['zh-CN'], 'same-once': '存储桶只写一次，结果相同' },
      open: { ...notObserved['zh-CN'], 'not-in-host': '主机名 {host} 并不以 {bucket} 开头：存储服务把其中另一部分当成了存储桶' },
    },
  },
  suspectedBy: ['storage-endpoint/listing#bucket-doubled'],
  concerns: pointedToBy(because.bucketInEndpoint),
  controls: (suspicion): { readonly [name: string]: Request<StoreRequest> } => ({ answer: failedRequest(suspicion), ...onceRequest(suspicion) }),
  judge: ({ suspicion, facts: { answer, once: other }, confirmed, ruledOut, open }) => {
    if (answer?.outcome === 'accepted') return ruledOut('other-answer', { answer: shownAnswer(answer) }, ['answer']);
    if (answer?.outcome !== 'refused') return open('not-observed', {}, []);
    const { bucket, endpoint } = failedInput(suspicion);
    const params = { bucket, host: new URL(endpoint).hostname, answer: shownAnswer(answer) };
    const repaired = once(suspicion)?.endpoint;
    if (repaired === undefined) return open('not-in-host', params, ['answer']);
    if (other?.outcome === 'accepted') return confirmed('once-works', { ...params, repaired, other: shownAnswer(other) }, ['answer', 'once']);
    if (other?.outcome !== 'refused') return open('not-observed', {}, ['answer']);
    if (meaningOf(other, 'list')?.cause === because.bucketInEndpoint) return ruledOut('same-once', {}, ['once']);
    return confirmed('once-understood', { ...params, repaired, other: shownAnswer(other) }, ['answer', 'once'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'storage-endpoint/take-bucket-out-of-endpoint',
      audience: 'you',
      text: {
        en: { title: 'Use the endpoint {repaired}', steps: ['Configure {repaired}, without the bucket, and virtual-host style: the client then puts the bucket before the host by itself.', 'Look below the prefix {bucket}/ for what was uploaded meanwhile.'] },
        'zh-CN': { title: '改用端点 {repaired}', steps: ['端点填写 {repaired}，不带存储桶，并使用虚拟主机式寻址：客户端会自行把存储桶名加在主机名前。', '此前上传的对象可能落在 {bucket}/ 前缀下，请一并检查。'] },
      },
      trial: {
        facts: ({ suspicion }) => onceRequest(suspicion),
        works: ({ facts }) => (facts['once'] === undefined ? undefined : facts['once'].outcome === 'accepted'),
      },
    }),
  ],
});
