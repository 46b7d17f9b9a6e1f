import { defineCheck, type Check } from '@culprit/core';
import { liveState } from '../facts/live-state.ts';
import { stateInput } from '../live-state/state-input.ts';
import { consequences } from '../live-state/verdict.ts';
import { shownAnswer } from '../shown-answer.ts';
import { apiKey, baseUrlOf } from '../targets/api-key.ts';
import { correctBaseUrl } from '../remedies/correct-base-url.ts';

/** Whether the provider takes the key, by one free request. */
export const liveStateCheck: Check = defineCheck({
  id: 'credential/live-state',
  layer: 'account',
  target: apiKey,
  findings: {
    accepted: { outcome: 'pass' },
    invalid: { outcome: 'fail', severity: 'critical', owner: 'account' },
    expired: { outcome: 'fail', severity: 'critical', owner: 'account' },
    disabled: { outcome: 'fail', severity: 'critical', owner: 'account' },
    'not-received': { outcome: 'fail', severity: 'critical', owner: 'path' },
    'wrong-organization': { outcome: 'fail', severity: 'critical', owner: 'account' },
    'permission-missing': { outcome: 'fail', severity: 'major', owner: 'account' },
    'key-restricted': { outcome: 'fail', severity: 'critical', owner: 'account' },
    'service-disabled': { outcome: 'fail', severity: 'critical', owner: 'account' },
    'quota-exhausted': { outcome: 'fail', severity: 'critical', owner: 'account' },
    billing: { outcome: 'fail', severity: 'critical', owner: 'account' },
    'rate-limited': { outcome: 'fail', severity: 'major', owner: 'account' },
    overloaded: { outcome: 'fail', severity: 'major', owner: 'service' },
    'region-refused': { outcome: 'fail', severity: 'critical', owner: 'network' },
    firewall: { outcome: 'fail', severity: 'critical', owner: 'service' },
    'not-an-api': { outcome: 'fail', severity: 'critical', owner: 'machine' },
    'wrong-path': { outcome: 'fail', severity: 'critical', owner: 'machine' },
    redirected: { outcome: 'fail', severity: 'major', owner: 'machine', remedy: correctBaseUrl },
    'model-not-available': { outcome: 'fail', severity: 'major', owner: 'account' },
    'kept-back': { outcome: 'inconclusive', required: true },
    'no-answer': { outcome: 'inconclusive', required: true },
    'unknown-answer': { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'What the provider says of the key',
      why: 'The same status may mean a bad key, an empty account, a refused country or a full service.',
      findings: {
        accepted: '{answer}: the provider takes the key',
        invalid: '{answer}: the provider knows no such key here',
        expired: '{answer}: the key has expired',
        disabled: '{answer}: the key or its account is disabled',
        'not-received': '{answer}: the provider says that no key came with the request',
        'wrong-organization': '{answer}: the key is of another organisation or project',
        'permission-missing': '{answer}: the key is good, and may not do this',
        'key-restricted': '{answer}: the key may not be used from here',
        'service-disabled': '{answer}: the service is not switched on in the account',
        'quota-exhausted': '{answer}: the quota of the key is used up',
        billing: '{answer}: the account has no credit or an unpaid bill',
        'rate-limited': '{answer}: too many requests; they say to wait {wait}',
        overloaded: '{answer}: the service is overloaded',
        'region-refused': '{answer}: the service refuses the country or region that the request comes from',
        firewall: '{answer}: {by} refused the request before the service saw it',
        'not-an-api': '{answer}: a web page where the API should answer',
        'wrong-path': '{answer}: there is no such API under this base URL',
        redirected: '{answer}: redirected to {to}, where the key was not sent',
        'model-not-available': '{answer}: the key can\'t use {model}',
        'kept-back': 'Not asked: the key was not sent ({why})',
        'no-answer': 'Not judged: no answer ({how}); that says nothing about the key',
        'unknown-answer': 'Not judged: {answer} is no answer that is known of this provider',
      },
    },
    'zh-CN': {
      title: '提供方对密钥的答复',
      why: '同一个状态码可能意味着密钥无效、账户欠费、地区受限，或服务繁忙。',
      findings: {
        accepted: '{answer}：提供方接受该密钥',
        invalid: '{answer}：此站点不认识该密钥',
        expired: '{answer}：密钥已过期',
        disabled: '{answer}：密钥或其账户已停用',
        'not-received': '{answer}：提供方表示请求中没有密钥',
        'wrong-organization': '{answer}：密钥属于其他组织或项目',
        'permission-missing': '{answer}：密钥有效，但无权执行此操作',
        'key-restricted': '{answer}：密钥不允许从此处使用',
        'service-disabled': '{answer}：账户未开通该服务',
        'quota-exhausted': '{answer}：密钥的额度已用尽',
        billing: '{answer}：账户余额不足或欠费',
        'rate-limited': '{answer}：请求过多，需等待 {wait}',
        overloaded: '{answer}：服务过载',
        'region-refused': '{answer}：服务拒绝来自该国家或地区的请求',
        firewall: '{answer}：{by} 在请求到达服务之前就拒绝了它',
        'not-an-api': '{answer}：应由 API 应答之处返回了网页',
        'wrong-path': '{answer}：该基础网址下没有这个 API',
        redirected: '{answer}：被重定向到 {to}，密钥未发送到那里',
        'model-not-available': '{answer}：该密钥无法使用 {model}',
        'kept-back': '未询问：密钥没有发送（{why}）',
        'no-answer': '未判定：没有得到应答（{how}），这不说明密钥有问题',
        'unknown-answer': '未判定：{answer} 不是该提供方已知的答复',
      },
    },
  },
  needs: (target) => (baseUrlOf(target) === undefined ? undefined : { state: liveState.of(stateInput(target)) }),
  evaluate: ({ target, facts: { state }, conclude }) => {
    if (state.outcome === 'kept-back') return conclude('kept-back', { why: state.why });
    if (state.outcome === 'no-answer') return conclude('no-answer', { how: state.how });
    const { verdict, limits, by = '', to = '' } = state;
    const answer = shownAnswer(state);
    const seconds = limits.retryAfterSeconds ?? limits.resetSeconds;
    const { retryable, who } = consequences[verdict];
    const params = { answer, retryable, who, ...limits };
    switch (verdict) {
      case 'rate-limited': return conclude(verdict, { ...params, wait: seconds === undefined ? '?' : `${seconds} s` });
      case 'firewall': return conclude(verdict, { ...params, by });
      case 'redirected': return conclude(verdict, { ...params, to });
      case 'model-not-available': return conclude(verdict, { ...params, model: target.model ?? '?' });
      default: return conclude(verdict, params);
    }
  },
});
