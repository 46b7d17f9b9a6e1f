import type { ProviderProfile } from './profile.ts';

/** api-docs.deepseek.com/quick_start/error_codes */
export const deepseek: ProviderProfile = {
  id: 'deepseek', name: 'DeepSeek', sites: ['https://api.deepseek.com'],
  header: { name: 'Authorization', scheme: 'Bearer' },
  probe: '/models', probeBasis: 'documented', console: 'https://platform.deepseek.com/api_keys',
  answers: [
    { verdict: 'invalid', status: [401], text: /Authentication Fails|api key.{0,40}invalid/i },
    { verdict: 'billing', status: [402], text: /Insufficient Balance/i },
    { verdict: 'overloaded', status: [503], text: /overloaded|busy/i },
  ],
};
