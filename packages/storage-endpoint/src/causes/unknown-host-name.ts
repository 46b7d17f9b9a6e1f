import { isIP } from 'node:net';
import { defineCause, defineRemedy, type Cause, type Request, type Suspicion } from '@culprit/core';
import { knownHostName, type KnownHostName } from '../facts/known-host-name.ts';
import type { StoreRequest } from '../facts/store-request.ts';
import { addressOf } from '../live/access.ts';
import { failedInput, failedRequest, lookedFor, notObserved, otherAnswer, shownAnswer } from '../live/store-questions.ts';

type Controls = { readonly answer: Request<StoreRequest>; readonly known?: Request<KnownHostName> };

/** What the client asks for, without its key. */
function byOtherNames(suspicion: Suspicion): { readonly known?: Request<KnownHostName> } {
  const { endpoint, bucket, region, style, route } = failedInput(suspicion);
  return endpoint.startsWith('https:') ? { known: knownHostName.of({ endpoint, bucket, region, style, ...(route === undefined ? {} : { route }) }) } : {};
}

const askedHost = (suspicion: Suspicion): string => addressOf(failedInput(suspicion)).host;

/**
 * The store is asked by a name that is none of its own, and takes the whole of it for a bucket: Ceph does so with every host
 * that is neither in `rgw_dns_name` nor among the hostnames of its zonegroup (`RGWREST::preprocess`, docs.ceph.com/en/latest/radosgw/s3/commons).
 */
export const unknownHostName: Cause = defineCause({
  id: 'storage-endpoint/unknown-host-name',
  owner: 'service',
  layer: 'service',
  order: 10,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The store does not know {host} for its own name, and takes it for a bucket',
      about: 'Ceph looks for a bucket of the name of every host that it was not told of; the bucket in the path is then the key of an object. The name leads there, and serves nobody.',
      confirmed: {
        'known-otherwise': 'Asked at {host}: {answer}, for a bucket of that name; at {repaired}, another name on its certificate, the store looks for {bucket}: {other}',
        'host-looked-for': '{answer}: the store looked for a bucket named {host}',
      },
      ruledOut: { ...otherAnswer.en, 'another-looked-for': 'The store looked for {looked}' },
      open: notObserved.en,
    },
    'zh-CN': {
      title: '存储服务不认识自己的主机名 {host}，把它当成了存储桶',
      about: 'Ceph 会把未配置过的主机名整个当作存储桶名，路径中的存储桶则成了对象名。该域名虽指向存储服务，却无法用来访问任何存储桶。',
      confirmed: {
        'known-otherwise': '访问 {host} 返回 {answer}，查找的是同名存储桶；改用其证书上的另一个名称 {repaired}，查找的才是 {bucket}：{other}',
        'host-looked-for': '返回 {answer}：存储服务查找的是名为 {host} 的存储桶',
      },
      ruledOut: { ...otherAnswer['zh-CN'], 'another-looked-for': '存储服务查找的是 {looked}' },
      open: notObserved['zh-CN'],
    },
  },
  suspectedBy: ['storage-endpoint/listing#bucket-missing', 'storage-endpoint/listing#bucket-doubled'],
  concerns: (suspicion) => isIP(askedHost(suspicion)) === 0 && suspicion.findings.some(({ params }) => params['looked'] === askedHost(suspicion)),
  controls: (suspicion): Controls => ({ answer: failedRequest(suspicion), ...byOtherNames(suspicion) }),
  judge: ({ suspicion, facts: { answer, known }, confirmed, ruledOut, open }) => {
    if (answer?.outcome === 'accepted') return ruledOut('other-answer', { answer: shownAnswer(answer) }, ['answer']);
    if (answer?.outcome !== 'refused') return open('not-observed', {}, []);
    const [host, looked] = [askedHost(suspicion), lookedFor(answer)];
    if (looked !== host) return ruledOut('another-looked-for', { looked: looked ?? '' }, ['answer']);
    const { endpoint, bucket } = failedInput(suspicion);
    const params = { host, name: new URL(endpoint).hostname, answer: shownAnswer(answer) };
    if (known?.outcome !== 'found') return confirmed('host-looked-for', params, ['answer'], 'likely');
    return confirmed('known-otherwise', { ...params, bucket, repaired: known.endpoint, other: known.answer }, ['answer', 'known']);
  },
  remedies: [
    defineRemedy({
      id: 'storage-endpoint/use-known-host-name',
      audience: 'you',
      applies: ({ repaired }) => repaired !== undefined,
      text: {
        en: { title: 'Use the endpoint {repaired}', steps: ['AWS_ENDPOINT_URL={repaired}, or the endpoint of the client\'s own settings. Bucket, region and keys stay.'] },
        'zh-CN': { title: '改用端点 {repaired}', steps: ['AWS_ENDPOINT_URL={repaired}，或修改客户端自身设置中的端点。存储桶、区域和密钥不变。'] },
      },
      trial: {
        facts: ({ suspicion }) => byOtherNames(suspicion),
        works: ({ facts: { known } }) => (known === undefined ? undefined : known.outcome === 'found' && !known.missing),
      },
    }),
    defineRemedy({
      id: 'storage-endpoint/tell-store-its-name',
      audience: 'operator',
      text: {
        en: { title: 'Tell the store that {name} is its name', steps: ['Ceph: radosgw-admin zonegroup get > zonegroup.json, add {name} to "hostnames" beside the names that are there, radosgw-admin zonegroup set < zonegroup.json, radosgw-admin period update --commit where there is a realm, then restart the gateways. With one name only: rgw_dns_name.'] },
        'zh-CN': { title: '让存储服务认识主机名 {name}', steps: ['Ceph：radosgw-admin zonegroup get > zonegroup.json，在“hostnames”中保留原有名称并加入 {name}，再执行 radosgw-admin zonegroup set < zonegroup.json；若有 realm，执行 radosgw-admin period update --commit；最后重启网关。只有一个名称时也可设置 rgw_dns_name。'] },
      },
    }),
  ],
});
