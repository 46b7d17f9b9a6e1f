import type { S3Client } from '@aws-sdk/client-s3';
import type { StoreAccess } from './access.ts';
import { SocketHandler } from './request-handler.ts';
import type { PooledHandler } from '../download/pooled-handler.ts';

/** A credential as it is used, out of a fact's reach afterwards. */
export type PlainCredential = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };

/**
 * The AWS SDK's client for one store. It sends one attempt of each request over the connection of a fact, or a few over
 * those of a transfer. `checksums`: as a client of today has it by default, or only where a request must have one, as every
 * store but AWS wants it. Without a credential nothing is signed. The clock is that of the run.
 */
export async function storeClient(access: StoreAccess, over: SocketHandler | PooledHandler, credential: PlainCredential | undefined, now: () => Date, checksums: 'WHEN_REQUIRED' | 'WHEN_SUPPORTED' = 'WHEN_REQUIRED'): Promise<S3Client> {
  const sdk = await import('@aws-sdk/client-s3');
  return new sdk.S3Client({
    endpoint: access.endpoint, region: access.region, forcePathStyle: access.style === 'path',
    credentials: credential ?? { accessKeyId: 'anonymous', secretAccessKey: 'anonymous' },
    ...(credential === undefined ? { signer: { sign: async <T>(request: T): Promise<T> => request } } : {}),
    requestHandler: over, maxAttempts: over instanceof SocketHandler ? 1 : 4,
    retryMode: 'standard', systemClockOffset: now().getTime() - Date.now(),
    requestChecksumCalculation: checksums, responseChecksumValidation: checksums,
    // Whatever is not said here is looked for in the environment and in files of the user's.
    useDualstackEndpoint: false, useFipsEndpoint: false, useArnRegion: false, defaultsMode: 'standard', disableMultiregionAccessPoints: true,
    disableS3ExpressSessionAuth: true, logger: silent, userAgentAppId: 'culprit',
  });
}

/** The SDK writes to the console where it has no logger of its own. */
const quiet = (): void => {};
const silent = { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };
