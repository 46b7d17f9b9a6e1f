import type { Dialect, KeyShape } from './rule.ts';

/** Suffixes of the hosts of stores, longest first where one ends another. */
const hosts: readonly (readonly [suffix: string, dialect: Dialect])[] = [
  ['volces.com', 'volcengine-tos'], ['bytepluses.com', 'byteplus-tos'], ['amazonaws.com', 'aws-s3'], ['amazonaws.com.cn', 'aws-s3'], ['amazonaws.eu', 'aws-s3'],
  ['aliyuncs.com', 'aliyun-oss'], ['myqcloud.com', 'tencent-cos'], ['tencentcos.cn', 'tencent-cos'], ['myhuaweicloud.com', 'huawei-obs'], ['myhuaweicloud.eu', 'huawei-obs'],
  ['r2.cloudflarestorage.com', 'cloudflare-r2'], ['backblazeb2.com', 'backblaze-b2'], ['storage.googleapis.com', 'gcs'], ['qiniucs.com', 'qiniu-kodo'], ['bcebos.com', 'baidu-bos'],
  ['ksyuncs.com', 'kingsoft-ks3'], ['wasabisys.com', 'wasabi'], ['digitaloceanspaces.com', 'digitalocean-spaces'],
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

/** Whose store it is: by its name or, where that says nothing, by what its answers bear. */
export function dialectOf(host: string, headers: { readonly [name: string]: string } = {}): Dialect | undefined {
  const name = host.toLowerCase().replace(/\.$/, '');
  return hosts.find(([suffix]) => name === suffix || name.endsWith(`.${suffix}`))?.[1]
    ?? marks.find(([field, value]) => value.test(headers[field] ?? ''))?.[2];
}

const shapes: readonly (readonly [shape: KeyShape, pattern: RegExp])[] = [
  ['aws', /^AKIA[A-Z2-7]{16}$/], ['aws-temporary', /^ASIA[A-Z2-7]{16}$/], ['volcengine', /^AK(?:LT|TP)/], ['aliyun-temporary', /^STS\./], ['aliyun', /^LTAI/],
  ['tencent', /^AKID/], ['google', /^GOOG/], ['hex-32', /^[0-9a-f]{32}$/], ['b2-master', /^[0-9a-f]{12}$/],
];

/** What a key id looks like. */
export function keyShapeOf(keyId: string): KeyShape {
  return shapes.find(([, pattern]) => pattern.test(keyId))?.[0] ?? 'other';
}
