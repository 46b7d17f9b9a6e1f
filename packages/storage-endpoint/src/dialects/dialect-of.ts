import type { Dialect, KeyShape } from './rule.ts';

/** Ends of the hosts of stores whose answers bear no mark, or that of another. */
const unmarked: readonly (readonly [suffix: string, dialect: Dialect])[] = [
  ['r2.cloudflarestorage.com', 'cloudflare-r2'], ['backblazeb2.com', 'backblaze-b2'], ['bytepluses.com', 'byteplus-tos'], ['digitaloceanspaces.com', 'digitalocean-spaces'],
];

/** Header fields by which a store gives itself away, whatever its name. */
const marks: readonly (readonly [field: string, value: RegExp, dialect: Dialect])[] = [
  ['server', /^TosServer/i, 'volcengine-tos'], ['x-tos-request-id', /./, 'volcengine-tos'],
  ['server', /^AliyunOSS/i, 'aliyun-oss'], ['x-oss-request-id', /./, 'aliyun-oss'],
  ['server', /^tencent-cos/i, 'tencent-cos'], ['x-cos-request-id', /./, 'tencent-cos'],
  ['server', /^OBS$/i, 'huawei-obs'], ['x-obs-request-id', /./, 'huawei-obs'],
  ['server', /^MinIO/i, 'minio'], ['x-minio-deployment-id', /./, 'minio'],
  ['server', /^AmazonS3/i, 'aws-s3'], ['server', /^UploadServer/i, 'gcs'], ['x-guploader-uploadid', /./, 'gcs'],
  ['server', /^WasabiS3/i, 'wasabi'], ['x-bce-request-id', /./, 'baidu-bos'], ['x-kss-request-id', /./, 'kingsoft-ks3'], ['x-reqid', /./, 'qiniu-kodo'],
  ['x-openstack-request-id', /^tx/, 'openstack-swift'], ['x-trans-id', /^tx/, 'openstack-swift'],
  // A transaction of RADOS: its number, the time, the gateway's instance and the zone.
  ['x-amz-request-id', /^tx[0-9a-f]{17,}-[0-9a-f]+-[0-9a-f]+-/, 'ceph-rgw'],
];

/** Whose store answered: by what the answer bears or, of those who sign nothing, by the host that was asked. `recogniseHost` knows hosts by themselves. */
export function dialectOf(host: string, headers: { readonly [name: string]: string } = {}): Dialect | undefined {
  return unmarked.find(([suffix]) => host.endsWith(`.${suffix}`))?.[1] ?? marks.find(([field, value]) => value.test(headers[field] ?? ''))?.[2];
}

const shapes: readonly (readonly [shape: KeyShape, pattern: RegExp])[] = [
  ['aws', /^AKIA[A-Z2-7]{16}$/], ['aws-temporary', /^ASIA[A-Z2-7]{16}$/], ['volcengine', /^AK(?:LT|TP)/], ['aliyun-temporary', /^STS\./], ['aliyun', /^LTAI/],
  ['tencent', /^AKID/], ['google', /^GOOG/], ['hex-32', /^[0-9a-f]{32}$/], ['b2-master', /^[0-9a-f]{12}$/],
];

/** What a key id looks like. */
export function keyShapeOf(keyId: string): KeyShape {
  return shapes.find(([, pattern]) => pattern.test(keyId))?.[0] ?? 'other';
}
