import type { ProviderProfile } from './profile.ts';

/** platform.moonshot.cn/docs: keys of .cn and .ai are not interchangeable. */
export const moonshot: ProviderProfile = {
  id: 'moonshot', name: 'Moonshot', sites: ['https://api.moonshot.cn/v1', 'https://api.moonshot.ai/v1'],
  header: { name: 'Authorization', scheme: 'Bearer' },
  probe: '/models', probeBasis: 'documented', console: 'https://platform.moonshot.cn/console/api-keys',
  answers: [
    { verdict: 'invalid', status: [401], codes: ['invalid_authentication_error', 'incorrect_api_key_error'] },
    { verdict: 'quota-exhausted', status: [429], codes: ['exceeded_current_quota_error'] },
    { verdict: 'overloaded', status: [429], codes: ['engine_overloaded_error'] },
    { verdict: 'rate-limited', status: [429], codes: ['rate_limit_reached_error'] },
    { verdict: 'permission-missing', status: [403], codes: ['permission_denied_error'] },
  ],
};
