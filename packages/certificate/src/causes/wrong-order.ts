import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { isMalformed, nameOf } from '../certificate-summary.ts';
import { suspectedInput } from '../endpoint-input.ts';
import { certificateChain } from '../facts/chain.ts';
import { sentOrder } from '../judged-certificates.ts';

const orderChain: Remedy = defineRemedy({
  id: 'certificate/put-chain-in-order',
  audience: 'operator',
  text: {
    en: {
      title: "Put the server's certificate first and after each the one of its issuer",
      steps: [
        'Sort the blocks of the chain file so that they stand in the order {order} of today: the server, the issuer of the server, its issuer. Leave out what is not among them, and the root.',
        'See it: culprit certificate inspect {host}; each has to be issued by the next. culprit certificate chain {host} writes them in order.',
      ],
    },
    'zh-CN': {
      title: '服务器证书放第一，其后依次是各自签发者的证书',
      steps: [
        '重新排列证书链文件中的证书块，按目前的第 {order} 张依次排列：服务器证书、其签发者、再上一级。其余的和根证书都去掉。',
        '查看：culprit certificate inspect {host}，每张证书都应由下一张签发。culprit certificate chain {host} 会按正确顺序写出。',
      ],
    },
  },
});

/** The certificates don't come one after the other, which old clients can't read. */
export const wrongOrder: Cause = defineCause({
  id: 'certificate/wrong-order',
  owner: 'service',
  layer: 'identity',
  order: 72,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The server sends its certificates in the wrong order',
      about: 'Up to TLS 1.2 each certificate has to be followed by that of its issuer (RFC 5246 §7.4.2). Current clients sort them; old ones and embedded devices call the chain broken.',
      confirmed: { 'places-counted': 'The chain of {subject} is found at the places {order} of what was sent' },
      ruledOut: { 'in-order': 'Every certificate that was sent is followed by that of its issuer' },
      open: { 'no-certificate': 'No certificate could be read as it was sent' },
    },
    'zh-CN': {
      title: '服务器发送证书的顺序不对',
      about: 'TLS 1.2 及以前规定每张证书之后必须是其签发者的证书（RFC 5246 §7.4.2）。当前的客户端会自行排序；老旧客户端和嵌入式设备会认为证书链有误。',
      confirmed: { 'places-counted': '{subject} 的证书链位于所发送证书的第 {order} 张' },
      ruledOut: { 'in-order': '所发送的每张证书之后都是其签发者的证书' },
      open: { 'no-certificate': '没有可按发送原样读取的证书' },
    },
  },
  suspectedBy: ['certificate/trust#wrong-order'],
  controls: (suspicion) => ({ chain: certificateChain.of(suspectedInput(suspicion)) }),
  judge: ({ facts: { chain }, suspicion, confirmed, ruledOut, open }) => {
    const [leaf] = chain?.certificates ?? [];
    if (chain === undefined || leaf === undefined || isMalformed(leaf) || chain.source === 'session') return open('no-certificate', {}, []);
    const order = sentOrder(chain)?.misplaced;
    if (order === undefined) return ruledOut('in-order', {}, ['chain']);
    const input = suspectedInput(suspicion);
    const host = 'port' in input ? `${input.host}:${input.port}` : input.file;
    return confirmed('places-counted', { subject: nameOf(leaf.subject), order, host }, ['chain']);
  },
  remedies: [orderChain],
});
