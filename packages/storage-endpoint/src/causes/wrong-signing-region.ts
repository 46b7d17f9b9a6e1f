import { defineCause, defineRemedy, type Cause, type Request, type Suspicion } from '@culprit/core';
import { because } from '../dialects/causes.ts';
import { storeRequest, type StoreRequest } from '../facts/store-request.ts';
import { failedInput, failedRequest, meaningOf, notObserved, otherAnswer, pointedToBy, shownAnswer } from '../live/store-questions.ts';

/** The same request, signed for the region that the store names. */
function elsewhere(suspicion: Suspicion): { readonly [name: string]: Request<StoreRequest> } {
  const region = regionOf(suspicion);
  return region === undefined ? {} : { elsewhere: storeRequest.of({ ...failedInput(suspicion), region }) };
}

function regionOf({ findings }: Suspicion): string | undefined {
  const region = findings.map(({ params }) => params['region']).find((one) => typeof one === 'string' && one !== '');
  // R2 has no regions to choose from: https://developers.cloudflare.com/r2/api/s3/api/#bucket-region.
  return typeof region === 'string' ? region : findings.some(({ params }) => String(params['answer']).endsWith('InvalidRegionName')) ? 'auto' : undefined;
}

/** The signature is for a region in which the bucket is not. */
export const wrongSigningRegion: Cause = defineCause({
  id: because.wrongRegion,
  owner: 'account',
  layer: 'account',
  order: 15,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The request is signed for the wrong region: {expected} is expected',
      unknown: { expected: 'another' },
      about: 'A signature holds a region. Where it is not that of the bucket, stores refuse it, each with other words, or send the client elsewhere.',
      confirmed: {
        'other-region-works': 'Signed for {given}: {answer}; signed for {expected}, as the store says: {elsewhere}',
        'region-named': 'Signed for {given}: {answer}, and the store names {expected}',
      },
      ruledOut: { ...otherAnswer.en, 'same-elsewhere': 'Signed for {expected} the store says the same' },
      open: { ...notObserved.en, 'no-region-named': 'The store does not name the region that it expects; look it up at the bucket in its console' },
    },
    'zh-CN': {
      title: '请求签名使用了错误的区域，应为 {expected}',
      unknown: { expected: '其他区域' },
      about: '签名中包含区域。区域与存储桶不符时，各家存储服务会以不同的说法拒绝请求，或让客户端改去别处。',
      confirmed: {
        'other-region-works': '以 {given} 签名返回 {answer}；按存储服务所说改用 {expected} 签名，返回 {elsewhere}',
        'region-named': '以 {given} 签名返回 {answer}，存储服务指出应为 {expected}',
      },
      ruledOut: { ...otherAnswer['zh-CN'], 'same-elsewhere': '改用 {expected} 签名，结果相同' },
      open: { ...notObserved['zh-CN'], 'no-region-named': '存储服务没有说明它要求的区域；请在控制台的存储桶页面查看' },
    },
  },
  suspectedBy: ['storage-endpoint/listing#region-refused', 'storage-endpoint/listing#key-unknown', 'storage-endpoint/listing#bucket-missing'],
  concerns: pointedToBy(because.wrongRegion),
  controls: (suspicion): { readonly [name: string]: Request<StoreRequest> } => ({ answer: failedRequest(suspicion), ...elsewhere(suspicion) }),
  judge: ({ suspicion, facts: { answer, elsewhere: other }, confirmed, ruledOut, open }) => {
    if (answer?.outcome === 'accepted') return ruledOut('other-answer', { answer: shownAnswer(answer) }, ['answer']);
    if (answer?.outcome !== 'refused') return open('not-observed', {}, []);
    const expected = regionOf(suspicion);
    if (expected === undefined) return open('no-region-named', {}, ['answer']);
    const params = { given: failedInput(suspicion).region, expected, answer: shownAnswer(answer) };
    if (other?.outcome === 'accepted') return confirmed('other-region-works', { ...params, elsewhere: shownAnswer(other) }, ['answer', 'elsewhere']);
    if (other?.outcome === 'refused' && meaningOf(other, 'list')?.cause === because.wrongRegion && expected !== params.given && answer.elements['Endpoint'] === undefined) return ruledOut('same-elsewhere', { expected }, ['answer', 'elsewhere']);
    return confirmed('region-named', params, ['answer'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'storage-endpoint/sign-for-expected-region',
      audience: 'you',
      text: {
        en: { title: 'Set the region {expected}', steps: ['AWS_REGION={expected} (also AWS_DEFAULT_REGION), aws-cli: --region {expected}, SDK: region: "{expected}", rclone: region = {expected}. Where the host names a region, it must be the same one.'] },
        'zh-CN': { title: '把区域设为 {expected}', steps: ['AWS_REGION={expected}（以及 AWS_DEFAULT_REGION），aws-cli：--region {expected}，SDK：region: "{expected}"，rclone：region = {expected}。若主机名中含有区域，两者必须一致。'] },
      },
      trial: {
        facts: ({ suspicion }) => elsewhere(suspicion),
        works: ({ facts }) => (facts['elsewhere'] === undefined ? undefined : facts['elsewhere'].outcome === 'accepted'),
      },
    }),
  ],
});
