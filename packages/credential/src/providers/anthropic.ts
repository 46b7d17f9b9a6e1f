import type { ProviderProfile } from './profile.ts';

/** docs.anthropic.com, API errors; a used-up credit answers 400. */
export const anthropic: ProviderProfile = {
  id: 'anthropic', name: 'Anthropic', sites: ['https://api.anthropic.com'],
  header: { name: 'x-api-key' },
  headers: { 'anthropic-version': '2023-06-01' },
  probe: '/v1/models', probeBasis: 'documented', console: 'https://console.anthropic.com/settings/keys',
  answers: [
    { verdict: 'not-received', status: [401], text: /x-api-key header is required/i },
    { verdict: 'invalid', status: [401], codes: ['authentication_error'] },
    { verdict: 'billing', status: [402], codes: ['billing_error'] },
    { verdict: 'billing', status: [400], text: /credit balance is too low/i },
    { verdict: 'region-refused', status: [403], text: /Request not allowed/i },
    { verdict: 'permission-missing', status: [403], codes: ['permission_error'] },
    { verdict: 'rate-limited', status: [429], codes: ['rate_limit_error'] },
    { verdict: 'overloaded', status: [529], codes: ['overloaded_error'] },
  ],
};
