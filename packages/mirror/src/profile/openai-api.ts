import type { ServiceProfile } from './service-profile.ts';

/** 401 without a key is how a healthy API answers. */
export const openaiApi: ServiceProfile = { path: '/models', status: [200, 401] };
