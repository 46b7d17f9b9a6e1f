import { defineCheck, type Check } from '@culprit/core';
import { httpExchange } from '@culprit/network';
import { judgeHubAnswer } from '../hub/judge-hub-answer.ts';
import { controlInput, maySendToken } from '../hub/requests.ts';
import { pinRevision } from '../remedies/pin-revision.ts';
import { tellOperator } from '../remedies/tell-operator.ts';
import { modelMirror } from '../targets/model-mirror.ts';

/** What the mirror says of the repository: the first thing that clients ask. */
export const controlPlane: Check = defineCheck({
  id: 'mirror/control-plane',
  layer: 'service',
  target: modelMirror,
  findings: {
    found: { outcome: 'pass' },
    'repository-unknown': { outcome: 'fail', severity: 'critical', owner: 'account' },
    gated: { outcome: 'fail', severity: 'critical', owner: 'account' },
    'token-refused': { outcome: 'fail', severity: 'critical', owner: 'account' },
    disabled: { outcome: 'fail', severity: 'critical', owner: 'service', remedy: tellOperator },
    'revision-unknown': { outcome: 'fail', severity: 'major', owner: 'machine', remedy: pinRevision },
    'entry-unknown': { outcome: 'fail', severity: 'major', owner: 'machine', remedy: pinRevision },
    redirected: { outcome: 'fail', severity: 'critical', owner: 'service' },
    'region-refused': { outcome: 'fail', severity: 'critical', owner: 'network' },
    overloaded: { outcome: 'fail', severity: 'major', owner: 'service' },
    'server-error': { outcome: 'fail', severity: 'critical', owner: 'service', remedy: tellOperator },
    'refused-by-other': { outcome: 'fail', severity: 'critical', owner: 'service', remedy: tellOperator },
    'not-a-hub': { outcome: 'fail', severity: 'critical', owner: 'machine' },
    'no-answer': { outcome: 'fail', severity: 'critical', owner: 'service', remedy: tellOperator },
    'token-kept-back': { outcome: 'inconclusive', required: true },
    'unknown-answer': { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'Control plane of the mirror',
      why: 'Clients ask for the entry of a repository first; what they say of a refusal hides the reason.',
      findings: {
        found: '{answer}: {host} knows {repository}',
        'repository-unknown': '{answer}: {host} shows no repository {repository} to this client',
        gated: '{answer}: {repository} is gated: its terms must be accepted first',
        'token-refused': '{answer}: {host} does not take the token',
        disabled: '{answer}: access to {repository} is disabled',
        'revision-unknown': '{answer}: {repository} has no such revision',
        'entry-unknown': '{answer}: {repository} has no such entry',
        redirected: '{answer}: {host} sends clients to {to}',
        'region-refused': '{answer}: {host} refuses the country or region that the request comes from',
        overloaded: '{answer}: {host} has too much to do',
        'server-error': '{answer}: {host} failed',
        'refused-by-other': '{answer}: {by} refused the request before {host} saw it',
        'not-a-hub': '{answer}, and no entry of a repository: {host} does not answer as a hub does',
        'no-answer': 'No complete answer from {host}: {how}',
        'token-kept-back': 'Not judged: the token was not sent to {host} ({why})',
        'unknown-answer': 'Not judged: {answer} is no answer that such a hub is known to give',
      },
    },
    'zh-CN': {
      title: '镜像的控制面',
      why: '客户端首先查询仓库条目；遭到拒绝时，客户端的报错往往掩盖了真正原因。',
      findings: {
        found: '{answer}：{host} 上有 {repository}',
        'repository-unknown': '{answer}：{host} 没有向此客户端展示 {repository}',
        gated: '{answer}：{repository} 受限，须先同意其条款',
        'token-refused': '{answer}：{host} 不接受该令牌',
        disabled: '{answer}：{repository} 已被停用',
        'revision-unknown': '{answer}：{repository} 没有该版本',
        'entry-unknown': '{answer}：{repository} 没有该条目',
        redirected: '{answer}：{host} 把客户端转到 {to}',
        'region-refused': '{answer}：{host} 拒绝来自该国家或地区的请求',
        overloaded: '{answer}：{host} 负载过高',
        'server-error': '{answer}：{host} 出错',
        'refused-by-other': '{answer}：请求在到达 {host} 之前被 {by} 拒绝',
        'not-a-hub': '{answer}，且不是仓库条目：{host} 的响应不像模型站点',
        'no-answer': '没有从 {host} 得到完整的响应：{how}',
        'token-kept-back': '未判定：没有把令牌发给 {host}（{why}）',
        'unknown-answer': '未判定：{answer} 不是此类站点已知的响应',
      },
    },
  },
  needs: (target) => ({ exchange: httpExchange.of(controlInput(target)) }),
  evaluate: ({ target, facts: { exchange }, conclude }) => {
    const { host } = new URL(target.endpoint);
    if (target.token !== undefined && !maySendToken(target.endpoint)) return conclude('token-kept-back', { host, why: 'http' });
    if (exchange.withheldHeaders !== undefined) return conclude('token-kept-back', { host, why: 'certificate' });
    if (exchange.outcome !== 'answered') return conclude('no-answer', { host, how: exchange.outcome });
    const to = exchange.headers['location'];
    return {
      finding: judgeHubAnswer(target.hub, exchange, true),
      params: {
        host, repository: target.repository, answer: `${exchange.status} ${exchange.reason.slice(0, 60)}`.trimEnd(), by: exchange.refusal?.by ?? '–',
        to: to !== undefined && URL.canParse(to, target.endpoint) ? new URL(to, target.endpoint).host.slice(0, 200) : '–',
        origin: to !== undefined && URL.canParse(to, target.endpoint) ? new URL(to, target.endpoint).origin.slice(0, 200) : '',
      },
    };
  },
});
