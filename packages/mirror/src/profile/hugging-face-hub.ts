import type { ServiceProfile } from './service-profile.ts';

/** Every mirror of the hub shows this public entry to everybody. */
export const huggingFaceHub: ServiceProfile = { path: '/api/models/openai-community/gpt2', status: [200], bodyContains: '"id"' };
