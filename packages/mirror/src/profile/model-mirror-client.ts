import type { ServiceProfile } from './service-profile.ts';

/**
 * The convention that one description of AI-model mirrors gives. No product is known to follow it, so it holds only where
 * somebody names it: it is never assumed of a service. The description says "below a limit" and gives none; 0.8 of a
 * processor is a cautious one.
 */
export const modelMirrorClient: ServiceProfile = {
  path: '/health',
  status: [200],
  requestHeaders: {
    'User-Agent': 'ModelMirrorClient/1.2',
    Accept: 'application/json',
    'Content-Type': 'application/json',
    'X-API-Version': '2023-08',
  },
  headersEqual: { 'X-Mirror-Status': 'active' },
  headersBelow: { 'X-Load-Average': '0.8' },
  headersPresent: ['X-CDN-Node'],
  nodeHeader: 'X-CDN-Node',
};
