/** Whose store answered, as far as it can be told. Names as in the table of providers. */
export type Dialect =
  | 'aws-s3' | 'volcengine-tos' | 'byteplus-tos' | 'aliyun-oss' | 'tencent-cos' | 'huawei-obs' | 'cloudflare-r2' | 'backblaze-b2' | 'minio' | 'ceph-rgw'
  | 'openstack-swift' | 'gcs' | 'qiniu-kodo' | 'baidu-bos' | 'kingsoft-ks3' | 'wasabi' | 'digitalocean-spaces' | 'dogecloud-oss';

/** What was asked for. `front`: the listing without a credential. */
type RequestKind = 'front' | 'list' | 'head' | 'get' | 'put' | 'delete';

/** What a key id looks like; the shapes are habits of the vendors, never a proof. */
export type KeyShape = 'aws' | 'aws-temporary' | 'volcengine' | 'aliyun' | 'aliyun-temporary' | 'tencent' | 'google' | 'hex-32' | 'b2-master' | 'other';

/** An answer of a store, as far as its meaning depends on it. */
export interface RefusedRequest {
  readonly dialect?: Dialect | undefined;
  readonly status: number;
  /** The `Code` of the document: never its message, which Ceph leaves empty. */
  readonly code?: string | undefined;
  /** Header fields by lower-case names. */
  readonly headers: { readonly [name: string]: string };
  /** Other elements of the error document: `Region`, `Endpoint`, … */
  readonly elements: { readonly [name: string]: string };
  readonly request: RequestKind;
  readonly style?: 'path' | 'virtual' | undefined;
  readonly keyShape?: KeyShape | undefined;
  /** Whether the body is an error document of a store, a page, or something else. */
  readonly body: 'xml' | 'json' | 'html' | 'other' | 'empty';
  readonly message?: string | undefined;
}

/** What an answer means: the likeliest cause by its id, and those that the store words alike. */
export interface Meaning {
  readonly cause: string;
  readonly alternatives: readonly string[];
}

/** One line of a dialect. All that is given must hold; the first rule that does decides. */
export interface Rule extends Meaning {
  /** Default: every store. */
  readonly dialects?: readonly Dialect[];
  readonly codes?: readonly string[];
  readonly status?: readonly number[];
  readonly requests?: readonly RequestKind[];
  readonly style?: 'path' | 'virtual';
  readonly keyShapes?: readonly KeyShape[];
  readonly bodies?: readonly RefusedRequest['body'][];
  /** An element of the document that must be there. */
  readonly element?: string;
  /** A header field that must be there and look so. */
  readonly header?: readonly [name: string, value: RegExp];
  /** Only where one code stands for several faults of one store. */
  readonly message?: RegExp;
}

/** Writes a rule. */
export const rule = (cause: string, when: Omit<Rule, keyof Meaning>, alternatives: readonly string[] = []): Rule => ({ cause, alternatives, ...when });
