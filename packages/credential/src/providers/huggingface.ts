import type { ProviderProfile } from './profile.ts';

/** huggingface_hub/src/huggingface_hub/hf_api.py */
export const huggingface: ProviderProfile = {
  id: 'huggingface', name: 'Hugging Face', sites: ['https://huggingface.co'],
  header: { name: 'Authorization', scheme: 'Bearer' },
  probe: '/api/whoami-v2', probeBasis: 'documented', console: 'https://huggingface.co/settings/tokens',
  answers: [
    { verdict: 'expired', status: [401], text: /token.{0,20}expired/i },
    { verdict: 'invalid', status: [401], text: /Invalid (?:credentials|username or password|user token)/i },
    { verdict: 'not-received', status: [401], text: /Unauthorized/ },
  ],
};
