import type { ProviderProfile } from './profile.ts';

/** one-api and new-api, middleware/auth.go and model/token.go. The innermost relay of several answers. */
export const newApi: ProviderProfile = {
  id: 'new-api', name: 'new-api or one-api', sites: [],
  header: { name: 'Authorization', scheme: 'Bearer' },
  probe: '/models', probeBasis: 'documented', console: 'https://github.com/QuantumNous/new-api',
  answers: [
    { verdict: 'not-received', status: [401], text: /未提供令牌/ },
    { verdict: 'quota-exhausted', status: [401, 403], text: /令牌额度已用尽|用户额度不足|insufficient_user_quota/ },
    { verdict: 'expired', status: [401], text: /令牌已过期/ },
    { verdict: 'disabled', status: [401], text: /令牌状态不可用/ },
    { verdict: 'disabled', status: [403], text: /用户已被封禁/ },
    { verdict: 'key-restricted', status: [403], text: /只能在指定网段使用|不在令牌允许访问的列表/ },
    { verdict: 'model-not-available', status: [403], text: /无权使用模型|无权访问模型/ },
    { verdict: 'model-not-available', status: [503], text: /无可用渠道/ },
    { verdict: 'invalid', status: [401], text: /无效的令牌/ },
  ],
};
