import type { ProviderProfile } from './profile.ts';

/** platform.openai.com/docs/guides/error-codes; a restricted key answers 401 too. */
export const openai: ProviderProfile = {
  id: 'openai', name: 'OpenAI', sites: ['https://api.openai.com/v1'],
  header: { name: 'Authorization', scheme: 'Bearer' },
  probe: '/models', probeBasis: 'documented', console: 'https://platform.openai.com/api-keys',
  answers: [
    { verdict: 'permission-missing', status: [401, 403], text: /insufficient permissions|Missing scopes/i },
    { verdict: 'not-received', status: [401], text: /didn't provide an API key/i },
    { verdict: 'wrong-organization', status: [401], text: /must be a member of an organization|mismatched_organization/i },
    { verdict: 'key-restricted', status: [401], codes: ['ip_not_authorized'] },
    { verdict: 'key-restricted', status: [401], text: /IP (?:address )?(?:is )?not authorized/i },
    { verdict: 'disabled', status: [401, 403], codes: ['account_deactivated'] },
    { verdict: 'invalid', status: [401], codes: ['invalid_api_key'] },
    { verdict: 'quota-exhausted', status: [429], codes: ['insufficient_quota'] },
    { verdict: 'region-refused', status: [403], codes: ['unsupported_country_region_territory'] },
  ],
};
