import { isIP } from 'node:net';
import type { Consumer } from './consumer.ts';
import { readEitherWay } from './read-text.ts';

const region = (name: string | undefined): string => name ?? '<region>';

/** The regions that the SDKs list themselves (ve-tos-python-sdk and ve-tos-golang-sdk, consts). */
const listed = ['cn-beijing', 'cn-guangzhou', 'cn-shanghai', 'ap-southeast-1'];
const s3Hosts = [...listed, 'cn-beijing2'].flatMap((name) => [`tos-s3-${name}.volces.com`, `tos-s3-${name}.ivolces.com`]);
/** What the Python SDK compares with, letter by letter: with a scheme before it nothing is found. */
const s3Literals = new Set(listed.map((name) => `tos-s3-${name}.volces.com`));

const native = (id: string, name: string, { refuses, ...rest }: Pick<Consumer, 'settings'> & Partial<Pick<Consumer, 'unset'>> & { readonly refuses: (text: string) => string | undefined }): Consumer => ({
  id, name, speaks: 'tos', writes: 'url',
  read: (text) => {
    const words = refuses(text);
    return words === undefined ? readEitherWay(text, 'https', `invalid endpoint: ${text}`) : { outcome: 'refused', words };
  },
  // An address has no place for a name before it (schemeHost in the Go SDK).
  styleOf: ({ host }) => (isIP(host) > 0 ? 'path' : 'virtual'),
  unset: (wanted) => (wanted === undefined ? { words: 'invalid endpoint' } : { host: `tos-${wanted}.volces.com` }),
  ...rest,
});

const refusedByPython = (text: string): string | undefined => (s3Literals.has(text) ? 'invalid endpoint, please use Tos endpoint rather than S3 endpoint' : undefined);

const tosPython = native('tos-python', 'tos (Python)', {
  refuses: refusedByPython,
  settings: ({ endpoint, region: name }) => [`tos.TosClientV2(ak, sk, '${endpoint}', '${region(name)}')`, `TOS_ENDPOINT=${endpoint} TOS_REGION=${region(name)}`],
});

const tosGo = native('tos-go', 've-tos-golang-sdk', {
  refuses: (text) => (s3Hosts.some((host) => text.endsWith(host)) ? 'tos: do not support s3 endpoint, please use tos endpoint' : undefined),
  unset: () => ({ words: 'tos: invalid endpoint' }),
  settings: ({ endpoint, region: name }) => [`tos.NewClientV2("${endpoint}", tos.WithRegion("${region(name)}"), …)`, `TOS_ENDPOINT=${endpoint} TOS_REGION=${region(name)}`],
});

/** The JavaScript SDK looks for the letters "s3" anywhere, in a bucket or a domain of one's own too. */
const tosJs = native('tos-js', '@volcengine/tos-sdk', {
  refuses: (text) => (text.includes('s3') ? 'do not support s3 endpoint, please use tos endpoint.' : undefined),
  settings: ({ endpoint, region: name }) => [`new TosClient({ endpoint: '${endpoint.replace(/^https:\/\//, '')}', region: '${region(name)}', … })`, `TOS_ENDPOINT=${endpoint.replace(/^https:\/\//, '')} TOS_REGION=${region(name)}`],
});

/** `DOWNLOADER_TOS_VERSION=v1`: the native SDK behind the same variable (downloader/tos.py). */
const aibrixV1 = native('aibrix-v1', 'aibrix.downloader (v1)', {
  refuses: refusedByPython,
  settings: ({ endpoint, region: name }) => [`DOWNLOADER_TOS_VERSION=v1 TOS_ENDPOINT=${endpoint} TOS_REGION=${region(name)}`, `python -m aibrix.downloader --download-extra-config '{"endpoint": "${endpoint}", "region": "${region(name)}"}' …`],
});

/** The LoRA adapters of the runtime, which read TOS_ENDPOINT as the native one (runtime/downloaders.py). */
const aibrixLora = native('aibrix-lora', 'aibrix runtime (LoRA)', {
  refuses: refusedByPython,
  unset: () => ({ host: 'tos-cn-beijing.volces.com' }),
  settings: ({ endpoint, region: name }) => [`TOS_ENDPOINT=${endpoint} TOS_REGION=${region(name)}`, `tos.TosClientV2(ak, sk, '${endpoint}', '${region(name)}')`],
});

export const tosConsumers: readonly Consumer[] = [tosPython, tosGo, tosJs, aibrixV1, aibrixLora];
