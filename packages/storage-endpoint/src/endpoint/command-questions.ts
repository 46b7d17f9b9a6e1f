import { access, constants } from 'node:fs/promises';
import { ToolError, type CommandContext, type OptionFields } from '@culprit/core';
import { consumerIds } from '../consumers/consumers.ts';
import { configuredPlaces } from './configured-files.ts';
import { placeInEnvironment } from './configured-place.ts';
import type { EndpointQuestion } from './judgement.ts';
import { maskUserInfo } from './parse-endpoint.ts';
import { readUri } from './read-uri.ts';

/** What `endpoint check` and `endpoint fix` are told. */
export const endpointOptions: OptionFields = {
  consumer: { type: 'enum', values: consumerIds, text: { en: 'Program whose rules count', 'zh-CN': '按哪个程序的规则判断' } },
  endpoint: { type: 'string', placeholder: 'url', text: { en: 'Endpoint, exactly as that program has it', 'zh-CN': '该程序中配置的端点原文' } },
  region: { type: 'string', placeholder: 'name', text: { en: 'Region', 'zh-CN': '区域' } },
  bucket: { type: 'string', placeholder: 'name', text: { en: 'Bucket', 'zh-CN': '存储桶' } },
  style: { type: 'enum', values: ['virtual', 'path', 'auto'], text: { en: 'Where the bucket goes: before the host, or into the path', 'zh-CN': '存储桶名的位置：主机名之前，或路径中' } },
  file: { type: 'list', items: { type: 'string' }, placeholder: 'path', text: { en: 'AWS config, rclone.conf, .s3cfg or env file to read instead of the usual ones', 'zh-CN': '要读取的 AWS 配置、rclone.conf、.s3cfg 或 env 文件，替代默认文件' } },
  format: { type: 'enum', values: ['human', 'json'], default: 'human', text: { en: 'Form of the output', 'zh-CN': '输出格式' } },
};

/** A question, and where its endpoint was found. */
export type Asked = { readonly question: EndpointQuestion; readonly from: string };

const invalid = (en: string, zh: string): ToolError => new ToolError('USAGE_INVALID', { en, 'zh-CN': zh });

/**
 * What to judge: the URI or the endpoint that was given, with what the environment says of the rest; without both, every
 * endpoint that the environment and the usual files name.
 * @throws ToolError (`USAGE_INVALID`, `FILE_UNREADABLE`)
 */
export async function questionsOf({ positionals, options, env }: Pick<CommandContext, 'positionals' | 'options' | 'env'>): Promise<readonly Asked[]> {
  const text = (name: string): string | undefined => (typeof options[name] === 'string' ? options[name] : undefined);
  const [given, ...more] = positionals;
  if (more.length > 0) throw invalid('Give one URI: culprit endpoint check tos://bucket/path', '请只给出一个 URI：culprit endpoint check tos://bucket/path');
  const uri = given === undefined ? undefined : readUri(given);
  if (given !== undefined && uri === undefined) throw invalid(`${JSON.stringify(given.slice(0, 80))} is no URI of an object store. Write tos://bucket/path, or give an endpoint by --endpoint.`, `${JSON.stringify(given.slice(0, 80))} 不是对象存储的 URI。请写 tos://bucket/path，或用 --endpoint 给出端点。`);
  const [consumer, endpoint, region, bucket, style] = [text('consumer'), text('endpoint'), text('region'), text('bucket'), text('style')];
  const rest: Partial<EndpointQuestion> = { ...(region === undefined ? {} : { region }), ...(bucket === undefined ? {} : { bucket }), ...(style === 'virtual' || style === 'path' || style === 'auto' ? { style } : {}), ...(consumer === undefined ? {} : { consumer }) };
  const files = Array.isArray(options['file']) ? options['file'].map(String) : [];
  for (const file of files) await readable(file);
  if (uri === undefined && endpoint === undefined) {
    const places = await configuredPlaces(process.cwd(), env, files);
    return places.map(({ from = '', ...place }) => ({ question: { ...place, ...rest }, from }));
  }
  const { from, ...place } = placeInEnvironment(uri?.scheme ?? 's3', endpoint === undefined || uri !== undefined ? env : {});
  return [{
    question: { ...place, ...rest, ...(uri === undefined ? {} : { uri: `${uri.scheme}://${uri.bucket}` }), ...(endpoint === undefined ? {} : { endpoint: maskUserInfo(endpoint) }) },
    from: endpoint === undefined ? from ?? '' : '--endpoint',
  }];
}

async function readable(file: string): Promise<void> {
  await access(file, constants.R_OK).catch((error: unknown) => {
    throw new ToolError('FILE_UNREADABLE', { en: `${file} can't be read.`, 'zh-CN': `无法读取 ${file}。` }, { cause: error });
  });
}
