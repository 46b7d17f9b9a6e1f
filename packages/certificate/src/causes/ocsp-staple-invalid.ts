import { defineCause, type Cause } from '@culprit/core';
import { clocks } from '@culprit/network';
import { readClock } from '../clock-reading.ts';
import { suspectedInput } from '../endpoint-input.ts';
import { revocation, type Revocation } from '../facts/revocation.ts';
import { stapledOcsp } from '../facts/stapled-ocsp.ts';
import { repairStapling } from '../remedies/repair-stapling.ts';
import { staleness } from '../revocation/verdict.ts';

/** The server staples an answer that is out of date, about something else, or signed by somebody else. */
export const ocspStapleInvalid: Cause = defineCause({
  id: 'certificate/ocsp-staple-invalid',
  owner: 'service',
  layer: 'identity',
  order: 26,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The server staples an OCSP answer that can\'t be used for {subject}',
      unknown: { subject: 'its certificate' },
      about: 'Clients that check stapled answers, Firefox first of all, refuse a wrong one. An old one they refuse only if the certificate demands stapling; they ask the responder instead.',
      confirmed: {
        'out-of-date': 'It is for {thisUpdate} to {nextUpdate}; by a clock other than this machine\'s it is {moment}',
        'responder-differs': 'It is not usable ({why}), while the responder itself says "good": what the server sends is not what the authority says',
        'as-sent': 'It is not usable ({why}). What the responder itself says could not be learned',
      },
      ruledOut: {
        usable: 'The stapled answer can be used',
        clock: "It is for {thisUpdate} to {nextUpdate}, and by another clock it is {moment}: this machine's clock is wrong",
      },
      open: {
        'no-clock': "It is for {thisUpdate} to {nextUpdate}, and no other clock could tell whether this machine's is right. Run without --offline",
        'responder-too': 'It is not usable ({why}), and neither is what the responder gives ({responder}): it may be the authority that has to act. Ask it',
        'no-answer': 'No stapled answer could be judged',
      },
    },
    'zh-CN': {
      title: '服务器附带的 OCSP 应答不能用于 {subject}',
      unknown: { subject: '其证书' },
      about: '会检查附带应答的客户端（首先是 Firefox）会拒绝有误的应答。应答仅仅过期时，只有证书要求附带才会被拒绝，否则客户端会自行询问 OCSP 服务器。',
      confirmed: {
        'out-of-date': '应答的有效期为 {thisUpdate} 至 {nextUpdate}；按本机以外的时钟，现在是 {moment}',
        'responder-differs': '应答不可用（{why}），而 OCSP 服务器本身答复“good”：服务器发送的并非 CA 的答复',
        'as-sent': '应答不可用（{why}）。无法得知 OCSP 服务器本身如何答复',
      },
      ruledOut: {
        usable: '附带的应答可用',
        clock: '应答的有效期为 {thisUpdate} 至 {nextUpdate}，而按其他时钟现在是 {moment}：是本机时钟不准',
      },
      open: {
        'no-clock': '应答的有效期为 {thisUpdate} 至 {nextUpdate}，但没有其他时钟可以确认本机时钟是否准确。请去掉 --offline 重试',
        'responder-too': '应答不可用（{why}），OCSP 服务器给出的也不可用（{responder}）：可能需要由 CA 处理，请向其询问',
        'no-answer': '没有可判定的附带应答',
      },
    },
  },
  suspectedBy: ['certificate/stapled-ocsp#stale', 'certificate/stapled-ocsp#stale-demanded', 'certificate/stapled-ocsp#invalid'],
  controls: (suspicion) => ({
    staple: stapledOcsp.of(suspectedInput(suspicion)),
    revocation: revocation.of({ ...suspectedInput(suspicion), sources: 'all' }),
    clocks: clocks(suspicion),
  }),
  judge: ({ facts, now, confirmed, ruledOut, open }) => {
    const { staple } = facts;
    if (staple?.outcome !== 'judged') return open('no-answer', {}, []);
    const { subject, verdict } = staple;
    if (verdict.outcome === 'good' || verdict.outcome === 'revoked') return ruledOut('usable', {}, ['staple']);
    const why = verdict.outcome === 'unknown' ? 'unknown' : verdict.why;
    if (why === 'expired' || why === 'not-yet-valid') {
      const { thisUpdate = '?', nextUpdate = '?' } = verdict;
      const params = { subject, thisUpdate, nextUpdate, why };
      const clock = readClock(facts.clocks, now);
      if (clock === undefined) return open('no-clock', params, ['staple']);
      const moment = clock.moment.toISOString();
      return staleness(new Date(thisUpdate), new Date(nextUpdate), clock.moment) === why
        ? confirmed('out-of-date', { ...params, moment }, ['staple', 'clocks'])
        : ruledOut('clock', { ...params, moment }, ['clocks']);
    }
    const fresh = responderSays(facts.revocation);
    if (fresh === 'good') return confirmed('responder-differs', { subject, why }, ['staple', 'revocation']);
    return fresh === undefined ? confirmed('as-sent', { subject, why }, ['staple'], 'likely') : open('responder-too', { why, responder: fresh }, ['staple', 'revocation']);
  },
  remedies: [repairStapling],
});

/** What the responder answers about the server's own certificate; `undefined` if it did not. */
function responderSays(asked: Revocation | undefined): string | undefined {
  const sources = asked?.outcome === 'asked' ? asked.certificates.find(({ position }) => position === 1)?.sources ?? [] : [];
  const answers = sources.filter(({ by, outcome }) => by === 'ocsp' && outcome !== 'not-asked' && outcome !== 'unreachable');
  const answer = answers.find(({ outcome }) => outcome === 'good') ?? answers[0];
  return answer?.outcome === 'unusable' ? answer.why : answer?.outcome;
}
