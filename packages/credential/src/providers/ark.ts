import type { ProviderProfile } from './profile.ts';

/** www.volcengine.com/docs/82379, error codes of Ark. An access key (AKLT…) is no API key of Ark. */
export const ark: ProviderProfile = {
  id: 'ark', name: 'Volcengine Ark', sites: ['https://ark.cn-beijing.volces.com/api/v3'],
  header: { name: 'Authorization', scheme: 'Bearer' },
  probe: '/models', probeBasis: 'unverified', console: 'https://console.volcengine.com/ark',
  answers: [
    { verdict: 'billing', status: [403], codes: ['AccountOverdueError'] },
    { verdict: 'invalid', status: [401], codes: ['AuthenticationError'] },
    { verdict: 'permission-missing', status: [403], codes: ['AccessDenied'] },
    { verdict: 'model-not-available', status: [404], codes: ['InvalidEndpointOrModel.NotFound', 'ModelNotOpen'] },
    { verdict: 'model-not-available', status: [400], codes: ['InvalidEndpoint.ClosedEndpoint'] },
    { verdict: 'quota-exhausted', status: [429], codes: ['QuotaExceeded'] },
  ],
};
