import type { ProviderProfile } from './profile.ts';

/** docs.bigmodel.cn, business codes: arrears (1113) come as 429. */
export const zhipu: ProviderProfile = {
  id: 'zhipu', name: 'Zhipu', sites: ['https://open.bigmodel.cn/api/paas/v4'],
  header: { name: 'Authorization', scheme: 'Bearer' },
  probe: '/models', probeBasis: 'unverified', console: 'https://open.bigmodel.cn/usercenter/apikeys',
  answers: [
    { verdict: 'expired', codes: ['1003'] },
    { verdict: 'not-received', codes: ['1001'] },
    { verdict: 'invalid', codes: ['1000', '1002', '1004'] },
    { verdict: 'disabled', codes: ['1110', '1112', '1120'] },
    { verdict: 'billing', codes: ['1113'] },
    { verdict: 'model-not-available', codes: ['1211'] },
    { verdict: 'permission-missing', codes: ['1220'] },
    { verdict: 'rate-limited', codes: ['1302', '1303', '1305'] },
    { verdict: 'quota-exhausted', codes: ['1304', '1308'] },
  ],
};
