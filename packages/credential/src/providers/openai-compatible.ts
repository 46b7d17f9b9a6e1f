import type { ProviderProfile } from './profile.ts';

/** Whatever speaks like OpenAI: a base URL must be given, and only common codes are understood. */
export const openaiCompatible: ProviderProfile = {
  id: 'openai-compatible', name: 'an OpenAI-compatible service', sites: [],
  header: { name: 'Authorization', scheme: 'Bearer' },
  probe: '/models', probeBasis: 'documented', console: 'https://platform.openai.com/docs/api-reference/models',
  answers: [],
};
