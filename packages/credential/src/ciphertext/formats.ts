import type { CipherFormat } from './cipher-format.ts';
import { dify } from './formats/dify.ts';
import { fernet } from './formats/fernet.ts';
import { langfuse } from './formats/langfuse.ts';
import { librechatV1, librechatV2, librechatV3 } from './formats/librechat.ts';
import { litellmBox, litellmV2, litellmV3 } from './formats/litellm.ts';
import { lmnr } from './formats/lmnr.ts';
import { n8nGcm } from './formats/n8n-gcm.ts';
import { rails } from './formats/rails.ts';
import { saltedCbc } from './formats/salted-cbc.ts';
import { supabase } from './formats/supabase.ts';

/** Every format that is known; those with a mark of their own before those that only look alike. */
export const formats: readonly CipherFormat[] = [lmnr, saltedCbc, fernet, litellmV3, litellmV2, librechatV3, langfuse, librechatV2, rails, dify, n8nGcm, litellmBox, librechatV1, supabase];
