import type { ProviderProfile } from './profile.ts';

/** learn.microsoft.com, Azure OpenAI REST. Every resource has a host of its own: the base URL is https://NAME.openai.azure.com/openai. */
export const azureOpenai: ProviderProfile = {
  id: 'azure-openai', name: 'Azure OpenAI', sites: [],
  header: { name: 'api-key' },
  probe: '/models?api-version=2024-10-21', probeBasis: 'documented', console: 'https://ai.azure.com',
  answers: [
    { verdict: 'invalid', status: [401], text: /invalid subscription key or wrong API endpoint/i },
    { verdict: 'key-restricted', status: [403], text: /Virtual Network\/Firewall|Public access is disabled/i },
    { verdict: 'permission-missing', status: [401, 403], codes: ['PermissionDenied'] },
    { verdict: 'model-not-available', status: [404], codes: ['DeploymentNotFound'] },
    { verdict: 'rate-limited', status: [429], codes: ['429'] },
  ],
};
