import { defineCheck, type Check } from '@culprit/core';
import { httpExchange } from '@culprit/network';
import { judgeHealth } from '../profile/judge-health.ts';
import { profileOf } from '../profile/profiles.ts';
import { healthInput } from '../profile/health-input.ts';
import { adjustProfile } from '../remedies/adjust-profile.ts';
import { tellOperator } from '../remedies/tell-operator.ts';
import { profiledService } from '../targets/profiled-service.ts';

/** Whether the health answer is as the profile has it. One request; nothing is imposed on a service that nobody named a profile for. */
export const serviceHealth: Check = defineCheck({
  id: 'mirror/service-health',
  layer: 'service',
  target: profiledService,
  findings: {
    healthy: { outcome: 'pass' },
    'healthy-at-node': { outcome: 'pass' },
    maintenance: { outcome: 'fail', severity: 'critical', owner: 'service' },
    overloaded: { outcome: 'fail', severity: 'major', owner: 'service' },
    'region-refused': { outcome: 'fail', severity: 'critical', owner: 'network' },
    'wants-credential': { outcome: 'fail', severity: 'major', owner: 'account', remedy: adjustProfile },
    'not-served': { outcome: 'fail', severity: 'major', owner: 'machine' },
    'unexpected-status': { outcome: 'fail', severity: 'critical', owner: 'service', remedy: tellOperator },
    'missing-headers': { outcome: 'fail', severity: 'major', owner: 'service' },
    'unexpected-header': { outcome: 'fail', severity: 'major', owner: 'service', remedy: adjustProfile },
    'unexpected-body': { outcome: 'fail', severity: 'major', owner: 'service', remedy: adjustProfile },
    'no-answer': { outcome: 'fail', severity: 'critical', owner: 'service', remedy: tellOperator },
    'kept-back': { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'Health answer',
      why: 'A service that says it is in maintenance, full or closed to a region mends itself, or not, whatever a client changes.',
      findings: {
        healthy: '{answer} after {delayMs} ms, as the profile has it',
        'healthy-at-node': '{answer} after {delayMs} ms by the node {node}, as the profile has it',
        maintenance: '{answer}: the service says that it is in maintenance',
        overloaded: '{answer}: the service says that it has too much to do',
        'region-refused': '{answer}: the service refuses the country or region that the request comes from',
        'wants-credential': '{answer}: {path} wants a credential that the profile does not send',
        'not-served': '{answer}: nothing of the profile is served under {path}',
        'unexpected-status': '{answer} instead of {wanted}',
        'missing-headers': '{answer}, without {fields}',
        'unexpected-header': '{answer}, with {field}: {value} instead of {wanted}',
        'unexpected-body': '{answer}, with a body that does not contain "{wanted}"',
        'no-answer': 'No complete answer: {how}',
        'kept-back': 'Not judged: {fields} were not sent, as the certificate does not verify',
      },
    },
    'zh-CN': {
      title: '健康响应',
      why: '服务若自称在维护、已满载或不向某地区开放，客户端无论怎样修改都无济于事。',
      findings: {
        healthy: '{answer}，耗时 {delayMs} 毫秒，符合规格',
        'healthy-at-node': '{answer}，耗时 {delayMs} 毫秒，由节点 {node} 应答，符合规格',
        maintenance: '{answer}：服务表示正在维护',
        overloaded: '{answer}：服务表示负载过高',
        'region-refused': '{answer}：服务拒绝来自该国家或地区的请求',
        'wants-credential': '{answer}：{path} 要求凭据，而规格中没有',
        'not-served': '{answer}：{path} 下没有规格所述的内容',
        'unexpected-status': '返回 {answer}，预期为 {wanted}',
        'missing-headers': '{answer}，缺少 {fields}',
        'unexpected-header': '{answer}，{field} 为 {value}，预期为 {wanted}',
        'unexpected-body': '{answer}，响应体中没有“{wanted}”',
        'no-answer': '没有得到完整的响应：{how}',
        'kept-back': '未判定：证书未通过验证，因此没有发送 {fields}',
      },
    },
  },
  needs: (target) => ({ exchange: httpExchange.of(healthInput(target)) }),
  evaluate: ({ target, facts: { exchange }, conclude }) => {
    if (exchange.withheldHeaders !== undefined) return conclude('kept-back', { fields: exchange.withheldHeaders.join(', ') });
    if (exchange.outcome !== 'answered') return conclude('no-answer', { how: exchange.outcome });
    const { state, params, node } = judgeHealth(profileOf(target.profile, target.expect), exchange);
    const measured = { ...params, delayMs: Math.round(exchange.firstByteMs ?? exchange.tookMs) };
    if (state === 'healthy' && node !== undefined) return { finding: 'healthy-at-node', params: { ...measured, node } };
    return { finding: state, params: { ...measured, ...(node === undefined ? {} : { node }) } };
  },
});
