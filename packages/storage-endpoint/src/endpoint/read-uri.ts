/** The schemes of object URIs, and whose store they mean. `s3` may be anybody's. */
export const providerOfScheme: { readonly [scheme: string]: string | undefined } = {
  s3: undefined, tos: 'volcengine-tos', oss: 'aliyun-oss', cos: 'tencent-cos', obs: 'huawei-obs', doge: 'dogecloud-oss',
};

export interface ObjectUri {
  readonly scheme: string;
  readonly bucket: string;
  /** Without the slash before it; a prefix ends in one. Empty: the bucket itself. */
  readonly key: string;
}

/** Reads `tos://bucket/key`; `undefined`: it is none of {@link providerOfScheme}. Keys are taken as they are: object stores don't decode them. */
export function readUri(text: string): ObjectUri | undefined {
  const [, scheme = '', bucket = '', key = ''] = /^([a-z][a-z\d]*):\/\/([^/]*)(?:\/(.*))?$/is.exec(text.trim()) ?? [];
  const name = scheme.toLowerCase();
  return Object.hasOwn(providerOfScheme, name) ? { scheme: name, bucket, key } : undefined;
}
