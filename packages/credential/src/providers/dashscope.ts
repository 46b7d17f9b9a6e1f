import type { ProviderProfile } from './profile.ts';

/** help.aliyun.com, Model Studio error codes: a key of the other site answers like an invalid one. */
export const dashscope: ProviderProfile = {
  id: 'dashscope', name: 'DashScope', sites: ['https://dashscope.aliyuncs.com/compatible-mode/v1', 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1'],
  header: { name: 'Authorization', scheme: 'Bearer' },
  probe: '/models', probeBasis: 'unverified', console: 'https://bailian.console.aliyun.com/',
  answers: [
    { verdict: 'billing', status: [400, 403], codes: ['Arrearage'] },
    { verdict: 'invalid', status: [401], codes: ['InvalidApiKey', 'invalid_api_key'] },
    { verdict: 'quota-exhausted', status: [429], codes: ['Throttling.AllocationQuota', 'insufficient_quota'] },
    { verdict: 'rate-limited', status: [429], codes: ['Throttling', 'Throttling.RateQuota', 'Throttling.User'] },
    { verdict: 'permission-missing', status: [403], codes: ['AccessDenied', 'Model.AccessDenied', 'AccessDenied.Unpurchased'] },
    { verdict: 'model-not-available', status: [404], codes: ['ModelNotFound', 'model_not_found'] },
  ],
};
