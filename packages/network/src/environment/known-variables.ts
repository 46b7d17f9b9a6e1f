import { editDistance } from '@culprit/core';
import { authorityVariables, javaVariables } from './authority-variables.ts';
import { mirrorSettings } from './mirror-url.ts';
import { verificationSwitches } from './verification-switches.ts';

const isVariable = (name: string): boolean => /^\w+$/.test(name);

/** Variables that decide how programs reach the network, by the manuals of those programs. */
const others: readonly string[] = [
  'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'FTP_PROXY', 'RSYNC_PROXY', 'SOCKS_PROXY', 'GIT_PROXY_COMMAND', 'NODE_OPTIONS', 'NODE_USE_ENV_PROXY',
  'NODE_USE_SYSTEM_CA', 'NODE_PATH', 'NODE_ENV', 'NPM_TOKEN', 'PIP_EXTRA_INDEX_URL', 'PIP_PROXY', 'UV_EXTRA_INDEX_URL', 'UV_INDEX', 'HF_HOME', 'HF_TOKEN', 'HF_HUB_OFFLINE',
  'HF_HUB_CACHE', 'HF_HUB_DOWNLOAD_TIMEOUT', 'HF_HUB_ETAG_TIMEOUT', 'HF_HUB_ENABLE_HF_TRANSFER', 'TRANSFORMERS_OFFLINE', 'TRANSFORMERS_CACHE', 'MODELSCOPE_CACHE', 'MODELSCOPE_DOMAIN',
  'OPENAI_API_KEY', 'OPENAI_API_BASE', 'OPENAI_ORG_ID', 'ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'AZURE_OPENAI_API_KEY', 'AZURE_OPENAI_ENDPOINT', 'GOOGLE_API_KEY', 'GEMINI_API_KEY',
  'DEEPSEEK_API_KEY', 'DASHSCOPE_API_KEY', 'ARK_API_KEY', 'MISTRAL_API_KEY', 'OLLAMA_HOST', 'TOS_ACCESS_KEY', 'TOS_SECRET_KEY', 'TOS_REGION', 'TOS_BUCKET', 'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE', 'S3_ENDPOINT', 'S3_ENDPOINT_URL', 'OSS_ENDPOINT', 'COS_ENDPOINT', 'OSS_ACCESS_KEY_ID',
  'OSS_ACCESS_KEY_SECRET', 'GOFLAGS', 'GOPRIVATE', 'GONOPROXY', 'GONOSUMDB', 'GOSUMDB', 'GITHUB_TOKEN', 'CARGO_HTTP_PROXY', 'DENO_TLS_CA_STORE', 'SSLKEYLOGFILE', 'REQUESTS_TIMEOUT',
  'GRPC_DEFAULT_SSL_ROOTS_FILE_PATH', 'DOCKER_HOST', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY', 'RES_OPTIONS', 'LOCALDOMAIN', 'HOSTALIASES',
];

/** Every name that is right as it stands. Proxy variables are read in lower case too. */
const knownVariables: ReadonlySet<string> = new Set([
  ...authorityVariables.map(({ name }) => name), ...javaVariables, ...mirrorSettings.map(({ name }) => name).filter(isVariable), ...verificationSwitches.map(({ name }) => name).filter(isVariable),
  ...others, ...others.filter((name) => name.endsWith('_PROXY')).map((name) => name.toLowerCase()),
]);

/** Names that people write because they sound right, though no program reads them. */
const mistaken: ReadonlyMap<string, string> = new Map([
  ['NODE_EXTRA_CERTS', 'NODE_EXTRA_CA_CERTS'], ['NODE_EXTRA_CA', 'NODE_EXTRA_CA_CERTS'], ['NODE_CA_CERTS', 'NODE_EXTRA_CA_CERTS'], ['HF_MIRROR', 'HF_ENDPOINT'], ['HF_BASE_URL', 'HF_ENDPOINT'],
  ['HUGGINGFACE_ENDPOINT', 'HF_ENDPOINT'], ['PIP_INDEX', 'PIP_INDEX_URL'], ['NPM_REGISTRY', 'NPM_CONFIG_REGISTRY'], ['GO_PROXY', 'GOPROXY'], ['PROXY_HTTP', 'HTTP_PROXY'], ['PROXY_HTTPS', 'HTTPS_PROXY'],
  ['REQUESTS_CA_CERT', 'REQUESTS_CA_BUNDLE'], ['SSL_CA_CERT_FILE', 'SSL_CERT_FILE'],
]);

/**
 * The known variable that a name was meant to be; `undefined` where it is right, or too far from all of them to say. One
 * letter off counts in short names, two in long ones; letter case alone counts where the system tells it apart. Pure.
 */
export function intendedVariable(name: string): string | undefined {
  if (knownVariables.has(name) || name.length < 6 || name.length > 48) return undefined;
  const upper = name.toUpperCase();
  const wrong = mistaken.get(upper);
  if (wrong !== undefined) return wrong;
  const cased = [...knownVariables].find((known) => known.toUpperCase() === upper);
  if (cased !== undefined) return process.platform === 'win32' ? undefined : cased;
  let [best, least] = ['', Infinity];
  for (const known of knownVariables) {
    // A name with more or fewer words is another setting: HTTP_PROXY_PORT, AWS_ENDPOINT_URL_S3.
    if (known.split('_').length !== name.split('_').length || Math.abs(known.length - name.length) > 2) continue;
    const distance = editDistance(upper, known.toUpperCase());
    if (distance < least) [best, least] = [known, distance];
  }
  return least <= (best.length >= 14 ? 2 : 1) && sameLetters(upper, best) ? best : undefined;
}

/** Another digit, or another word of two or three letters, makes another name: `S3_ENDPOINT`, `COS_ENDPOINT`. */
function sameLetters(name: string, known: string): boolean {
  const words = known.toUpperCase().split('_');
  return name.replaceAll(/\D/g, '') === known.replaceAll(/\D/g, '')
    && name.split('_').every((word, index) => word === words[index] || Math.max(word.length, words[index]?.length ?? 0) > 3 || [...word].sort().join('') === [...words[index] ?? ''].sort().join(''));
}
