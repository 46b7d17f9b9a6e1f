import type { EndpointQuestion } from './judgement.ts';
import { maskUserInfo } from './parse-endpoint.ts';

type Environment = { readonly [name: string]: string | undefined };

/** Where a bucket is said to be, by which program's settings. */
export type ConfiguredPlace = Pick<EndpointQuestion, 'consumer' | 'endpoint' | 'region' | 'style'> & {
  /** The variable, or the file and its line, that holds the endpoint. */
  readonly from?: string;
};

type Variables = { readonly consumer: string; readonly endpoint: readonly string[]; readonly region: readonly string[] };

/**
 * The program that a scheme is mostly typed for, and the variables that it reads, the stronger first. `tos://` is aibrix's:
 * the same variable means the S3 endpoint to its version 2 and the native one to version 1 (downloader/__main__.py).
 */
function variablesOf(scheme: string, env: Environment): Variables {
  switch (scheme) {
    case 'tos': return { consumer: env['DOWNLOADER_TOS_VERSION'] === 'v1' ? 'aibrix-v1' : 'aibrix-v2', endpoint: ['TOS_ENDPOINT'], region: ['TOS_REGION'] };
    case 's3': return { consumer: 'aws-cli', endpoint: ['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'], region: ['AWS_REGION', 'AWS_DEFAULT_REGION'] };
    case 'doge': return { consumer: 'aws-sdk-js', endpoint: ['DOGECLOUD_S3_ENDPOINT'], region: ['DOGECLOUD_S3_REGION'] };
    default: {
      const name = scheme.toUpperCase();
      return { consumer: 'aws-sdk-js', endpoint: [`${name}_ENDPOINT`], region: [`${name}_REGION`] };
    }
  }
}

/** What the environment says of where URIs of this scheme are. A user name and password in an endpoint are left out. */
export function placeInEnvironment(scheme: string, env: Environment): ConfiguredPlace {
  const { consumer, endpoint, region } = variablesOf(scheme, env);
  const from = endpoint.find((name) => env[name] !== undefined);
  const where = region.map((name) => env[name]).find((value) => value !== undefined && value !== '');
  return {
    consumer,
    ...(from === undefined ? {} : { endpoint: maskUserInfo(env[from] ?? '').slice(0, 2_000), from }),
    ...(where === undefined ? {} : { region: where.slice(0, 100) }),
  };
}
