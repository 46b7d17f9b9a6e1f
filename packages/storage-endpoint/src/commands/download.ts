import { defineCommand, misuse, neutralise, readCommandSecret, secret, ToolError, type Command, type CommandContext, type JsonObject, type OptionFields, type Secret, type SecretRef } from '@culprit/core';
import { readTextFile, writeNamedFile } from '@culprit/core/files';
import { secretOption, textOption } from '@culprit/core/commands';
import { digestList, readDigestList } from '../download/digest-list.ts';
import type { DownloadResult } from '../download/download.ts';
import { createReporter } from '../download/reporter.ts';
import { createDebugLog, type DebugLog } from '../download/debug-log.ts';
import { describeResult } from '../download/describe-result.ts';
import { credentialInEnvironment } from '../endpoint/configured-credential.ts';
import { placeInEnvironment } from '../endpoint/configured-place.ts';
import { judgeEndpoint } from '../endpoint/judge-endpoint.ts';
import { maskUserInfo } from '../endpoint/parse-endpoint.ts';
import { readUri } from '../endpoint/read-uri.ts';
import { liveTargetOf } from '../live/live-target.ts';
import { accessOf } from '../live/store-questions.ts';
import type { PlainCredential } from '../live/store-client.ts';
import { questionOf, type Place } from '../targets/place-fields.ts';
import type { S3Bucket } from '../targets/s3-bucket.ts';
import type { TransferConnection } from '../transfer/connections.ts';

const text = (en: string, zh: string): { readonly en: string; readonly 'zh-CN': string } => ({ en, 'zh-CN': zh });

const options: OptionFields = {
  endpoint: { type: 'string', placeholder: 'url', text: text('Endpoint of the store; default: that of the scheme\'s variables', '存储服务的端点，默认取自该协议的环境变量') },
  region: { type: 'string', placeholder: 'name', text: text('Region to sign for', '签名所用的区域') },
  style: { type: 'enum', values: ['virtual', 'path', 'auto'], text: text('Where the bucket goes: before the host, or into the path', '存储桶名的位置：主机名之前，或路径中') },
  accessKeyId: { type: 'secret', placeholder: 'secret', text: text('Access key id, as env:NAME or file:path; default: that of the scheme\'s variables', 'Access Key ID，写作 env:名称 或 file:路径，默认取自该协议的环境变量') },
  secretAccessKey: { type: 'secret', placeholder: 'secret', text: text('Secret access key, likewise', 'Secret Access Key，写法同上') },
  sessionToken: { type: 'secret', placeholder: 'secret', text: text('Session token of a temporary credential, likewise', '临时凭据的会话令牌，写法同上') },
  include: { type: 'list', items: { type: 'string' }, placeholder: 'glob', text: text('Only files that fit: *.safetensors, sub/**', '只下载匹配的文件：*.safetensors、sub/**') },
  exclude: { type: 'list', items: { type: 'string' }, placeholder: 'glob', text: text('Not these files', '不下载这些文件') },
  streams: { type: 'integer', min: 1, max: 64, text: text('Requests at a time; default: 8, or 16 where most files are small', '同时进行的请求数，默认为 8，小文件居多时为 16') },
  verify: { type: 'string', placeholder: 'file', text: text('Verify against SHA-256 digests, as sha256sum writes them', '按 sha256sum 格式的清单校验') },
  manifest: { type: 'string', placeholder: 'file', text: text('Write the SHA-256 digests of what is then there, as sha256sum does', '写出下载内容的 SHA-256 清单（sha256sum 格式）') },
  ca: { type: 'string', placeholder: 'file', text: text('PEM file of certificate authorities to trust as well', '额外信任的 CA 证书（PEM 文件）') },
  connectTo: { type: 'string', placeholder: 'host:port', text: text('Connect to this host:port instead', '改为连接到该地址（主机名和端口）') },
  proxy: { type: 'string', placeholder: 'url', text: text('Proxy to use (HTTP, HTTPS or SOCKS), or "direct"; default: that of the environment', '要使用的代理（HTTP、HTTPS 或 SOCKS），或 direct（直连），默认取自环境变量') },
  verbose: { type: 'boolean', short: 'v', text: text('Show on standard error where requests go and what was signed', '在标准错误输出中显示请求去向和签名内容') },
  format: { type: 'enum', values: ['human', 'json', 'ndjson'], default: 'human', short: 'f', text: text('Form of the output; ndjson tells what happens while it does', '输出格式；ndjson 会实时输出事件') },
};

/** `culprit download`: fetches an object or a prefix; where that fails, says why. */
export const downloadCommand: Command = defineCommand({
  name: 'download',
  text: {
    en: { summary: 'Fetch an object, or everything below a prefix: verified, and gone on with after any interruption', positionals: '<uri> <folder>' },
    'zh-CN': { summary: '下载一个对象或某个前缀下的全部内容：逐一校验，中断后可继续', positionals: '<uri> <目录>' },
  },
  options,
  run: async (context) => {
    const [given, folder, ...more] = context.positionals;
    const uri = given === undefined ? undefined : readUri(given);
    if (uri === undefined || uri.bucket === '' || uri.bucket.includes('@') || folder === undefined || more.length > 0) throw misuse('Write: culprit download tos://bucket/prefix/ <folder>', '请写：culprit download tos://存储桶/前缀/ <目录>');
    const place = { ...placeOf(context, uri.scheme), bucket: uri.bucket };
    const log = context.options['verbose'] === true ? createDebugLog(context) : undefined;
    log?.place(judgeEndpoint(questionOf(place)));
    const connection = await connectionOf(context);
    const way = await wayInto(place, context, connection, log);
    if (typeof way === 'number') return way;
    const { target, credential } = way;
    const { download } = await import('../download/download.ts');
    const [verify, manifest] = [textOption(context.options, 'verify'), textOption(context.options, 'manifest')];
    const sha256 = verify === undefined ? undefined : await readDigestList(verify, context.signal);
    const reporter = createReporter(context);
    let result: DownloadResult;
    try {
      result = await download({
        access: accessOf(target), key: uri.key, folder, include: listOf(context, 'include'), exclude: listOf(context, 'exclude'), hash: manifest !== undefined,
        signal: context.signal, on: reporter.on, connection, ...(context.options['streams'] === undefined ? {} : { streams: Number(context.options['streams']) }), ...(log === undefined ? {} : { sent: (record) => log.sent(record) }), ...(credential === undefined ? {} : { credential }), ...(sha256 === undefined ? {} : { sha256 }),
      });
    } catch (error) {
      throw asToolError(error, folder);
    } finally {
      reporter.end();
    }
    if (result.outcome === 'complete' && manifest !== undefined) await writeNamedFile(manifest, digestList(result.files), { replace: true });
    reporter.show(result, describeResult(result, uri, folder, context.locale));
    if (result.outcome === 'complete') return 0;
    if (isOfTheStore(result) && !context.signal.aborted && context.options['format'] === 'human') await examine(context, target, uri.key);
    return 1;
  },
});

const listOf = ({ options: given }: CommandContext, name: string): readonly string[] => (Array.isArray(given[name]) ? given[name].flatMap((item) => String(item).split(',')).map((item) => item.trim()).filter((item) => item !== '') : []);

/** What the environment says of URIs of this scheme, and what the options say instead. */
function placeOf(context: CommandContext, scheme: string): Place {
  const [endpoint, region, style, connectTo, ca, proxy] = ['endpoint', 'region', 'style', 'connectTo', 'ca', 'proxy'].map((name) => textOption(context.options, name));
  const own: Partial<Place> = Object.fromEntries(['accessKeyId', 'secretAccessKey', 'sessionToken'].flatMap((name) => {
    const reference = secretOption(context.options, name);
    return reference === undefined ? [] : [[name, reference]];
  }));
  const route = { ...(connectTo === undefined ? {} : { connectTo }), ...(ca === undefined ? {} : { ca }), ...(proxy === undefined ? {} : { proxy }) };
  return {
    // An S3 client does the work, whatever program the scheme is usually typed for.
    scheme, ...placeInEnvironment(scheme, context.env), consumer: 'aws-sdk-js',
    ...(own.accessKeyId === undefined ? credentialInEnvironment(scheme, context.env) : own),
    ...(endpoint === undefined ? {} : { endpoint: maskUserInfo(endpoint) }), ...(region === undefined ? {} : { region }),
    ...(style === 'virtual' || style === 'path' || style === 'auto' ? { style } : {}), ...(Object.keys(route).length === 0 ? {} : { route }),
  };
}

/** The endpoint leads nowhere: nobody needs to be asked for that. */
async function unreachable(context: CommandContext, place: Place & { readonly bucket: string }): Promise<number> {
  const { io, options: given } = context;
  const judgement = judgeEndpoint(questionOf(place));
  if (given['format'] === 'human') io.stdout((await import('../endpoint/show-judgement.ts')).showJudgement(judgement, place.from ?? '', context));
  else io.stdout(`${JSON.stringify({ outcome: 'unreachable', judgement })}\n`);
  return 1;
}

async function credentialOf(context: CommandContext, { accessKeyId, secretAccessKey, sessionToken }: S3Bucket): Promise<PlainCredential | undefined> {
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  const [id, key, token] = await Promise.all([accessKeyId, secretAccessKey, sessionToken].map((reference) => (reference === undefined ? undefined : readCommandSecret(reference, context))));
  return { accessKeyId: id ?? '', secretAccessKey: key ?? '', ...(token === undefined ? {} : { sessionToken: token }) };
}

/**
 * The bucket as the client goes into it, and with what; the exit code where there is no way. DogeCloud's account names its
 * buckets otherwise than the S3 interface does, and says where they are, together with the credential.
 */
async function wayInto(place: Place & { readonly bucket: string }, context: CommandContext, connection: TransferConnection, log: DebugLog | undefined): Promise<{ readonly target: S3Bucket; readonly credential: PlainCredential | undefined } | number> {
  const target = liveTargetOf(place);
  const keys = place.endpoint === undefined ? place.dogecloud : target?.dogecloud;
  if (keys === undefined) return target === undefined ? unreachable(context, place) : { target, credential: await credentialOf(context, target) };
  const { dogeCloudAccess } = await import('../download/dogecloud-access.ts');
  const held = async (reference: SecretRef): Promise<Secret> => secret(reference.$secret, await readCommandSecret(reference, context));
  const access = await dogeCloudAccess({ accessKey: await held(keys.accessKey), secretKey: await held(keys.secretKey) }, connection, context.signal);
  if (access === undefined) {
    await conductOn(context, target === undefined ? { kind: 'dogecloud-account', ...keys, ...(place.route === undefined ? {} : { route: place.route }) } : { kind: 's3-bucket', ...target });
    return 1;
  }
  const known = access.buckets.find(({ name }) => name === place.bucket);
  if (known !== undefined) log?.bucket(known.name, known.s3Bucket, known.s3Endpoint);
  const meant = known === undefined ? place : { ...place, bucket: known.s3Bucket, endpoint: place.endpoint ?? known.s3Endpoint };
  const found = liveTargetOf(meant);
  return found === undefined ? unreachable(context, meant) : { target: found, credential: found.dogecloud === undefined ? undefined : access.credential };
}

async function connectionOf(context: CommandContext): Promise<TransferConnection> {
  const [ca, connectTo, proxy] = ['ca', 'connectTo', 'proxy'].map((name) => textOption(context.options, name));
  const [, host, port] = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(connectTo ?? '') ?? [];
  if (connectTo !== undefined && (host === undefined || Number(port) > 65_535)) throw misuse('--connect-to wants host:port.', '--connect-to 写作“主机:端口”。');
  if (proxy !== undefined && proxy !== 'direct' && !/^(?:https?|socks(?:4a?|5h?)?):\/\/[^@]+$/.test(proxy)) throw misuse('--proxy wants http://host:port, https:// or socks5:// without a password, or "direct".', '--proxy 写作“http://主机:端口”（或 https://、socks5://，均不含密码）或 direct。');
  return {
    ...(ca === undefined ? {} : { ca: [await readTextFile(ca, { signal: context.signal })] }), ...(host === undefined ? {} : { connectTo: { host, port: Number(port) } }),
    ...(proxy === 'direct' ? {} : { proxyEnv: proxy === undefined ? context.env : { HTTP_PROXY: proxy, HTTPS_PROXY: proxy } }),
  };
}

/** What the system refused, of a file or folder that was named. */
function asToolError(error: unknown, path: string): unknown {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code))) return error;
  return new ToolError('FILE_UNREADABLE', text(`${neutralise(path)} can't be read or written: ${error.code}.`, `无法读写 ${neutralise(path)}：${error.code}。`), { cause: error });
}

/** Whether the store is the one to be asked why. */
const isOfTheStore = (result: DownloadResult): boolean =>
  result.outcome === 'not-listed' || (result.outcome === 'incomplete' && result.files.some(({ failure }) => failure !== undefined && failure.code !== 'DIGEST_MISMATCH' && failure.code !== 'KEEPS_CHANGING'));

/** The same store, examined: the cause stands in the report. */
const examine = (context: CommandContext, target: S3Bucket, key: string): Promise<void> => conductOn(context, { kind: 's3-bucket', ...target, ...(key === '' ? {} : { prefix: key }) });

async function conductOn(context: CommandContext, target: { readonly kind: string } & JsonObject): Promise<void> {
  const { conduct } = await import('@culprit/core/examination');
  await conduct({ ...context, options: { format: 'human', depth: 'quick', timeout: 30_000, failOn: 'major' } }, [target]);
}
