import { defineCause, type Cause } from '@culprit/core';
import { suspectedInput } from '../endpoint-input.ts';
import { stapledOcsp } from '../facts/stapled-ocsp.ts';
import { repairStapling } from '../remedies/repair-stapling.ts';

/** The certificate demands a stapled answer (RFC 7633) that the server doesn't send. */
export const mustStapleMissing: Cause = defineCause({
  id: 'certificate/must-staple-missing',
  owner: 'service',
  layer: 'identity',
  order: 27,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The certificate demands a stapled OCSP answer, and the server sends none',
      about: 'Who asked for a "must-staple" certificate promised that the server always sends such an answer. Firefox refuses the connection without it; others don\'t look.',
      confirmed: {
        never: 'Two handshakes came without it',
        sometimes: 'One handshake came without it and the next with it: the server fetches the answer only when the first client asks, and that client is turned away',
      },
      ruledOut: { sent: 'The answer is there, or not demanded' },
      open: { 'no-second-handshake': 'Only one handshake could be seen: some servers have the answer from the second one on. Look again' },
    },
    'zh-CN': {
      title: '证书要求附带 OCSP 应答，而服务器没有发送',
      about: '申请“must-staple”证书，就等于承诺服务器始终附带该应答。缺少它时 Firefox 会拒绝连接，其他客户端不检查。',
      confirmed: {
        never: '两次握手都没有附带应答',
        sometimes: '第一次握手没有附带，随后一次有：服务器要等首个客户端连接后才去获取应答，而那个客户端会被拒绝',
      },
      ruledOut: { sent: '应答已经附带，或证书并未要求' },
      open: { 'no-second-handshake': '只看到一次握手：有些服务器从第二次起才附带应答。请再检查一次' },
    },
  },
  suspectedBy: ['certificate/stapled-ocsp#missing'],
  // Another ClientHello makes it another handshake.
  controls: (suspicion) => ({ staple: stapledOcsp.of(suspectedInput(suspicion)), again: stapledOcsp.of({ ...suspectedInput(suspicion), groups: 'classic' }) }),
  judge: ({ facts: { staple, again }, confirmed, ruledOut, open }) => {
    if (staple !== undefined && (staple.outcome !== 'absent' || !staple.demanded)) return ruledOut('sent', {}, ['staple']);
    if (staple === undefined || again === undefined) return open('no-second-handshake', {}, staple === undefined ? [] : ['staple']);
    return confirmed(again.outcome === 'absent' ? 'never' : 'sometimes', {}, ['staple', 'again']);
  },
  remedies: [repairStapling],
});
