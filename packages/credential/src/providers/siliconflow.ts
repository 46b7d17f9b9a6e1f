import type { ProviderProfile } from './profile.ts';

/** docs.siliconflow.cn, error codes; 401 is a plain text. */
export const siliconflow: ProviderProfile = {
  id: 'siliconflow', name: 'SiliconFlow', sites: ['https://api.siliconflow.cn/v1', 'https://api.siliconflow.com/v1'],
  header: { name: 'Authorization', scheme: 'Bearer' },
  probe: '/models', probeBasis: 'documented', console: 'https://cloud.siliconflow.cn/account/ak',
  answers: [
    { verdict: 'invalid', status: [401], text: /Api key is invalid|Invalid token/i },
    { verdict: 'billing', status: [403], text: /balance is insufficient/i },
    { verdict: 'permission-missing', status: [403], text: /real.?name|实名|verif/i },
    { verdict: 'rate-limited', status: [429], text: /TPM|RPM|rate limit/i },
    { verdict: 'overloaded', status: [503, 504], text: /overloaded|busy/i },
  ],
};
