import type { JsonObject } from '../json.ts';

/** What may change how a client gets into a service, and holds no secret: nothing else of the environment is read. */
const allowed: readonly string[] = [
  'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy',
  'NODE_EXTRA_CA_CERTS', 'NODE_USE_SYSTEM_CA', 'NODE_TLS_REJECT_UNAUTHORIZED', 'NODE_USE_ENV_PROXY', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'GIT_SSL_CAINFO',
  'HF_ENDPOINT', 'HF_HUB_OFFLINE', 'MODELSCOPE_DOMAIN', 'npm_config_registry', 'PIP_INDEX_URL', 'GOPROXY',
  'OPENAI_BASE_URL', 'ANTHROPIC_BASE_URL', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3', 'TOS_ENDPOINT', 'TOS_REGION',
  'LANG', 'LC_ALL', 'TZ', 'RES_OPTIONS', 'LOCALDOMAIN',
];

/** The variables of the allow-list that are set, cut to 500 characters. */
export function allowedEnvironment(env: { readonly [name: string]: string | undefined }): JsonObject {
  return Object.fromEntries(allowed.filter((name) => (env[name] ?? '') !== '').map((name) => [name, (env[name] ?? '').slice(0, 500)]));
}
