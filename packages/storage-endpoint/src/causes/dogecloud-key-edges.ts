import { defineCause, type Cause } from '@culprit/core';
import { answersOf, signatureOf } from '../dogecloud/controls.ts';
import { mistakesOf } from '../dogecloud/signing-mistakes.ts';
import { cleanKeys } from '../remedies/ask-dogecloud.ts';

/** Quotes, blanks or a line end around a key of DogeCloud. */
export const dogecloudKeyEdges: Cause = defineCause({
  id: 'storage-endpoint/dogecloud-key-edges',
  owner: 'machine',
  layer: 'account',
  order: 10,
  scope: 'account',
  text: {
    en: {
      title: 'There is something around the DogeCloud key that does not belong to it',
      about: 'A quote, a blank or a line end was copied along, or an env file keeps its quotes. It counts as part of the key, and every signature is another one.',
      confirmed: {
        'accepted-without': 'Without {edges} the keys are accepted; as they are, they are refused',
        'signed-with': 'The request was signed with more than the SecretKey, or bears more than the AccessKey ({mistakes})',
        present: 'The keys as given have {edges} around them',
      },
      ruledOut: {
        'nothing-around': 'Nothing stands around the keys',
        'refused-without': 'Without {edges} the keys are refused as well',
        'signed-otherwise': 'The signature was made with the key as it is',
      },
      open: { 'not-compared': 'The API did not answer to the keys without what stands around them' },
    },
    'zh-CN': {
      title: '多吉云密钥首尾带有多余的字符',
      about: '复制时带上了引号、空格或换行，或者 env 文件保留了引号。它们会被当作密钥的一部分，因此签名完全不同。',
      confirmed: {
        'accepted-without': '去掉 {edges} 后密钥被接受，原样则被拒绝',
        'signed-with': '签名所用的不只是 SecretKey，或携带的不只是 AccessKey（{mistakes}）',
        present: '给出的密钥首尾带有 {edges}',
      },
      ruledOut: {
        'nothing-around': '密钥首尾没有多余的字符',
        'refused-without': '去掉 {edges} 后仍被拒绝',
        'signed-otherwise': '签名所用的就是密钥本身',
      },
      open: { 'not-compared': '去掉多余字符后再问时，接口没有应答' },
    },
  },
  suspectedBy: ['storage-endpoint/dogecloud-account#access-token-refused', 'storage-endpoint/dogecloud-account#unsendable', 'storage-endpoint/dogecloud-signature#mistaken', 'storage-endpoint/dogecloud-signature#key-edges'],
  controls: (suspicion) => {
    const { given, cleaned } = answersOf(suspicion);
    return { ...(given === undefined ? {} : { given }), ...(cleaned === undefined ? {} : { cleaned }), ...signatureOf(suspicion) };
  },
  judge: ({ facts: { given, cleaned, signature }, confirmed, ruledOut, open }) => {
    if (signature?.outcome === 'computed') {
      const { diagnosis } = signature;
      const around = diagnosis.outcome === 'mistaken' ? mistakesOf('edges', diagnosis.mistakes) : [];
      if (around.length > 0) return confirmed('signed-with', { mistakes: around.join(' + ') }, ['signature']);
      const edges = [...diagnosis.edges.accessKey, ...diagnosis.edges.secretKey];
      return edges.length > 0 && diagnosis.outcome === 'right' ? confirmed('present', { edges: listed(edges) }, ['signature']) : ruledOut('signed-otherwise', {}, ['signature']);
    }
    if (cleaned?.outcome === 'not-tried') return ruledOut('nothing-around', {}, ['cleaned']);
    if (cleaned === undefined || given === undefined) return open('not-compared', {}, []);
    const edges = listed([...cleaned.edges.accessKey, ...cleaned.edges.secretKey]);
    if (cleaned.outcome === 'accepted') return confirmed('accepted-without', { edges }, ['given', 'cleaned']);
    return cleaned.outcome === 'refused' ? ruledOut('refused-without', { edges }, ['cleaned']) : open('not-compared', {}, ['cleaned']);
  },
  remedies: [cleanKeys],
});

const listed = (edges: readonly string[]): string => [...new Set(edges)].join(', ');
