import { defineCause, defineRemedy, type Cause, type Request, type Suspicion } from '@culprit/core';
import { because } from '../dialects/causes.ts';
import { dogecloudCredentials, type DogeCloudCredentials, type LentCredential } from '../facts/dogecloud-credentials.ts';
import { storeRequest, type StoreRequest } from '../facts/store-request.ts';
import { addressOf } from '../live/access.ts';
import { failedInput, failedRequest, lookedFor, meaningOf, notObserved, otherAnswer, otherStyleInput, pointedToBy, shownAnswer, storeOf } from '../live/store-questions.ts';

type Account = Request<DogeCloudCredentials, LentCredential>;

/** What DogeCloud's account says of its buckets, which the S3 interface calls otherwise; asked already for the credential. */
function account(suspicion: Suspicion): { readonly account?: Account } {
  const { credential } = failedInput(suspicion);
  return credential !== undefined && 'dogecloud' in credential ? { account: dogecloudCredentials.of(credential.dogecloud) } : {};
}

/** There is no bucket of this name at this endpoint. */
export const bucketMissing: Cause = defineCause({
  id: because.noBucket,
  owner: 'account',
  layer: 'account',
  order: 40,
  scope: 'endpoint',
  text: {
    en: {
      title: 'There is no bucket {bucket} at this endpoint',
      unknown: { bucket: 'of that name' },
      about: 'The name is mistyped, incomplete (Tencent COS appends the APPID), not the one that the S3 interface uses (DogeCloud, Qiniu), or the bucket lives in another region or jurisdiction.',
      confirmed: {
        'both-styles': '{answer}, with the bucket in the path as before the host',
        'named-otherwise': '{answer}: the account calls the bucket {bucket}, and the S3 interface calls it {s3Bucket}',
        'named-by-store': '{answer}; with the bucket at the other place the store could not be asked',
      },
      ruledOut: { ...otherAnswer.en, 'other-style-works': 'With the bucket at the other place the store answers {other}', 'host-looked-for': 'The store looked for a bucket named {looked}, as the host: nothing is said of {bucket}' },
      open: { ...notObserved.en, 'another-bucket-meant': 'The store looked for a bucket named {looked}: the endpoint holds a bucket, or something before the store writes another host into the request' },
    },
    'zh-CN': {
      title: '该端点上没有存储桶 {bucket}',
      unknown: { bucket: '' },
      about: '名称写错或不完整（腾讯云 COS 需带 APPID），不是 S3 接口使用的名称（多吉云、七牛云），或存储桶位于其他区域或辖区。',
      confirmed: {
        'both-styles': '无论存储桶写在路径中还是主机名前，都返回 {answer}',
        'named-otherwise': '返回 {answer}：账户中的存储桶 {bucket} 在 S3 接口中名为 {s3Bucket}',
        'named-by-store': '返回 {answer}；未能以另一种寻址方式访问存储服务',
      },
      ruledOut: { ...otherAnswer['zh-CN'], 'other-style-works': '改用另一种寻址方式，存储服务返回 {other}', 'host-looked-for': '存储服务查找的是与主机同名的存储桶 {looked}，并未涉及 {bucket}' },
      open: { ...notObserved['zh-CN'], 'another-bucket-meant': '存储服务查找的是名为 {looked} 的存储桶：端点中已含有存储桶，或存储服务前的设备改写了请求中的主机名' },
    },
  },
  suspectedBy: ['storage-endpoint/listing#bucket-missing'],
  concerns: pointedToBy(because.noBucket),
  controls: (suspicion): { readonly answer: Request<StoreRequest>; readonly other: Request<StoreRequest>; readonly account?: Account } =>
    ({ answer: failedRequest(suspicion), other: storeRequest.of(otherStyleInput(suspicion)), ...account(suspicion) }),
  judge: ({ suspicion, facts: { answer, other, account: told }, confirmed, ruledOut, open }) => {
    if (answer?.outcome === 'accepted') return ruledOut('other-answer', { answer: shownAnswer(answer) }, ['answer']);
    if (answer?.outcome !== 'refused') return open('not-observed', {}, []);
    if (other?.outcome === 'accepted') return ruledOut('other-style-works', { other: shownAnswer(other) }, ['other']);
    const { bucket } = storeOf(suspicion);
    const looked = lookedFor(answer) ?? '';
    if (looked === addressOf(failedInput(suspicion)).host && looked !== bucket) return ruledOut('host-looked-for', { looked, bucket }, ['answer']);
    if (looked !== '' && looked !== bucket) return open('another-bucket-meant', { looked }, ['answer']);
    const params = { bucket, answer: shownAnswer(answer) };
    const known = told?.outcome === 'granted' ? told.buckets.find(({ name, s3Bucket }) => name === bucket && s3Bucket !== bucket) : undefined;
    if (known !== undefined) return confirmed('named-otherwise', { ...params, s3Bucket: known.s3Bucket, s3Endpoint: known.s3Endpoint }, ['answer', 'account']);
    return meaningOf(other, 'list')?.cause === because.noBucket ? confirmed('both-styles', params, ['answer', 'other']) : confirmed('named-by-store', params, ['answer'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'storage-endpoint/use-s3-bucket-name',
      audience: 'you',
      applies: ({ s3Bucket }) => s3Bucket !== undefined,
      text: {
        en: { title: 'Use the bucket {s3Bucket}', steps: ['Name the bucket {s3Bucket}, at the endpoint {s3Endpoint}: so the account says together with the temporary credential (s3Bucket, s3Endpoint).'] },
        'zh-CN': { title: '改用存储桶名 {s3Bucket}', steps: ['存储桶填写 {s3Bucket}，端点填写 {s3Endpoint}：这是账户随临时凭据一同返回的 s3Bucket 和 s3Endpoint。'] },
      },
      trial: {
        // At the endpoint that was configured: nothing that is signed goes elsewhere.
        facts: ({ suspicion, params }) => ({ renamed: storeRequest.of({ ...failedInput(suspicion), bucket: String(params['s3Bucket']) }) }),
        works: ({ facts: { renamed } }) => (renamed === undefined ? undefined : renamed.outcome === 'accepted'),
      },
    }),
    defineRemedy({
      id: 'storage-endpoint/correct-bucket-name',
      audience: 'you',
      applies: ({ s3Bucket }) => s3Bucket === undefined,
      text: {
        en: { title: 'Use the bucket\'s full name, at its own region', steps: ['Copy the name from the console. Tencent COS: name-APPID. DogeCloud: s3Bucket of the temporary credential. Cloudflare R2: a bucket of a jurisdiction is at <account>.<jurisdiction>.r2.cloudflarestorage.com.'] },
        'zh-CN': { title: '使用存储桶的完整名称及其所在区域', steps: ['从控制台复制名称。腾讯云 COS：名称-APPID。多吉云：临时凭据返回的 s3Bucket。Cloudflare R2：辖区内的存储桶位于 <account>.<jurisdiction>.r2.cloudflarestorage.com。'] },
      },
    }),
  ],
});
