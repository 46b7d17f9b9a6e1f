import { huggingFaceHub } from './hugging-face-hub.ts';
import { modelMirrorClient } from './model-mirror-client.ts';
import { openaiApi } from './openai-api.ts';
import type { ServiceProfile } from './service-profile.ts';

/** The profiles that are there to be switched on, by name. */
export const profiles: { readonly [name: string]: ServiceProfile } = { 'model-mirror-client': modelMirrorClient, 'hugging-face-hub': huggingFaceHub, 'openai-api': openaiApi };

/** A named profile, or none, with what a reader says in its place. */
export function profileOf(name: string | undefined, own: Partial<ServiceProfile> = {}): ServiceProfile {
  return { path: '/', status: [200], ...(name === undefined ? {} : profiles[name]), ...own };
}
