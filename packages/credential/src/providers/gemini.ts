import type { ProviderProfile } from './profile.ts';

/** ai.google.dev/gemini-api/docs/troubleshooting: a bad key, and a refused country, answer 400. */
export const gemini: ProviderProfile = {
  id: 'gemini', name: 'Gemini', sites: ['https://generativelanguage.googleapis.com/v1beta'],
  header: { name: 'x-goog-api-key' },
  probe: '/models', probeBasis: 'documented', console: 'https://aistudio.google.com/apikey',
  answers: [
    { verdict: 'region-refused', status: [400], text: /User location is not supported/i },
    { verdict: 'expired', status: [400], text: /API key expired/i },
    { verdict: 'invalid', status: [400], codes: ['API_KEY_INVALID'] },
    { verdict: 'disabled', status: [403], text: /reported as leaked|has been suspended/i },
    { verdict: 'service-disabled', status: [403], codes: ['SERVICE_DISABLED'] },
    { verdict: 'key-restricted', status: [403], codes: ['API_KEY_HTTP_REFERRER_BLOCKED', 'API_KEY_IP_ADDRESS_BLOCKED', 'API_KEY_SERVICE_BLOCKED'] },
    { verdict: 'not-received', status: [403], text: /unregistered callers/i },
    { verdict: 'permission-missing', status: [403], codes: ['PERMISSION_DENIED'] },
    { verdict: 'quota-exhausted', status: [429], text: /exceeded your current quota/i },
    { verdict: 'rate-limited', status: [429], codes: ['RESOURCE_EXHAUSTED'] },
  ],
};
