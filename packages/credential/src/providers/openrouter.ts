import type { ProviderProfile } from './profile.ts';

/** openrouter.ai/docs/api-reference/errors: the code repeats the status; an error may come in a 200. The list of models is public and tests nothing. */
export const openrouter: ProviderProfile = {
  id: 'openrouter', name: 'OpenRouter', sites: ['https://openrouter.ai/api/v1'],
  header: { name: 'Authorization', scheme: 'Bearer' },
  probe: '/key', probeBasis: 'documented', console: 'https://openrouter.ai/keys',
  answers: [
    { verdict: 'not-received', status: [401], text: /No auth credentials found|Missing Authentication/i },
    { verdict: 'invalid', codes: ['401'] },
    { verdict: 'billing', codes: ['402'] },
    { verdict: 'permission-missing', codes: ['403'] },
    { verdict: 'rate-limited', codes: ['429'] },
    { verdict: 'overloaded', codes: ['502', '503'] },
  ],
};
