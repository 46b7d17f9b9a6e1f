import { defineOptions, defineTarget, type Route, type SecretRef, type TargetKind } from '@culprit/core';
import { routeField, withRoute } from '@culprit/network';
import { addressOf } from '../live/access.ts';
import { dogecloudField, type DogeCloudKeyReferences } from './dogecloud-account.ts';

export type S3Bucket = {
  /** Scheme, host and port of the store, without a bucket: `https://s3.example.com`. */
  readonly endpoint: string;
  readonly bucket: string;
  /** What keys begin with that are to be listed. */
  readonly prefix?: string;
  /** An object to read a range of. */
  readonly key?: string;
  /** Whether an object may be written and deleted again, where the run may change things (`allow`). */
  readonly write?: boolean;
  readonly region: string;
  readonly style: 'path' | 'virtual';
  readonly accessKeyId?: SecretRef;
  readonly secretAccessKey?: SecretRef;
  readonly sessionToken?: SecretRef;
  /** Keys of DogeCloud's API, which gives a temporary credential for them. */
  readonly dogecloud?: DogeCloudKeyReferences;
  readonly route?: Route;
};

/** A bucket of a store that speaks S3, with what a client is configured with. */
export const s3Bucket: TargetKind<S3Bucket> = defineTarget({
  kind: 's3-bucket',
  text: { en: 'A bucket of an object store that speaks S3', 'zh-CN': '支持 S3 接口的对象存储中的一个存储桶' },
  schema: schemaOf({
    endpoint: { type: 'string', required: true, pattern: '^https?://[^/?#@]+/?$', text: { en: 'URL of the store, without a bucket', 'zh-CN': '对象存储的网址，不含存储桶' } },
    bucket: { type: 'string', required: true, pattern: '^[^/?#]+$', text: { en: 'Bucket', 'zh-CN': '存储桶' } },
    prefix: { type: 'string', text: { en: 'What the keys to list begin with', 'zh-CN': '要列举的对象键前缀' } },
    key: { type: 'string', text: { en: 'Key of an object to read a range of', 'zh-CN': '要读取一段内容的对象键' } },
    write: { type: 'boolean', text: { en: 'Whether to write an object and delete it again', 'zh-CN': '是否写入一个对象并随即删除' } },
    region: { type: 'string', default: 'us-east-1', text: { en: 'Region to sign for', 'zh-CN': '签名所用的区域' } },
    style: { type: 'enum', values: ['path', 'virtual'], default: 'virtual', text: { en: 'Whether the bucket stands in the path or before the host', 'zh-CN': '存储桶写在路径中还是主机名前' } },
    accessKeyId: { type: 'secret', text: { en: 'Access key id', 'zh-CN': 'Access Key ID' } },
    secretAccessKey: { type: 'secret', text: { en: 'Secret access key', 'zh-CN': 'Secret Access Key' } },
    sessionToken: { type: 'secret', text: { en: 'Session token of a temporary credential', 'zh-CN': '临时凭据的会话令牌' } },
    ...dogecloudField,
    ...routeField,
  }),
  address: (url) => ({ endpoint: new URL(url).origin }),
  label: ({ bucket, endpoint }) => `${bucket} at ${new URL(endpoint).host}`,
  endpoint: (data) => {
    const { host, port } = addressOf(data);
    return `${host}:${port}`;
  },
  account: ({ endpoint, accessKeyId, dogecloud }) => `${(accessKeyId ?? dogecloud?.accessKey)?.$secret ?? 'anonymous'} at ${new URL(endpoint).host}`,
  implies: (data) => {
    const { secure, host, port } = addressOf(data);
    const way = { host, port, ...(data.route === undefined ? {} : { route: data.route }) };
    return [
      secure ? { kind: 'tls-endpoint', data: way } : { kind: 'tcp-endpoint', data: { ...way, scheme: 'http' } },
      ...(data.dogecloud === undefined ? [] : [{ kind: 'dogecloud-account', data: withRoute({ ...data.dogecloud }, data.route) }]),
    ];
  },
});

function schemaOf(fields: Parameters<typeof defineOptions>[0]): TargetKind<S3Bucket>['schema'] {
  return defineOptions(fields) as never;
}
