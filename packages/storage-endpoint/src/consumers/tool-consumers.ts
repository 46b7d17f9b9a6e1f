import type { Consumer, Place } from './consumer.ts';
import { styleByAwsRules } from './address-style.ts';
import { awsHost } from './aws-without-endpoint.ts';
import { readByMinio, readEitherWay } from './read-text.ts';
import { recogniseHost } from '../providers/recognise-host.ts';
import { isIP } from 'node:net';

const region = (name: string | undefined): string => name ?? '<region>';
const hostOf = (endpoint: string): string => endpoint.replace(/^https?:\/\//, '');

/** s3cmd: the style is whether host_bucket holds `%(bucket)s`; a scheme is cut off (Config.py). */
const s3cmd: Consumer = {
  id: 's3cmd', name: 's3cmd', speaks: 's3', writes: 'host',
  read: (text) => readEitherWay(text, 'https', `ERROR: Parameter problem: ${text}`),
  styleOf: ({ style, host, bucket }) => (style === 'path' || isIP(host) > 0 || !/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(bucket) ? 'path' : 'virtual'),
  unset: () => ({ host: 's3.amazonaws.com' }),
  settings: ({ endpoint, region: name, style }) => {
    const host = hostOf(endpoint);
    const bucketHost = style === 'path' ? host : `%(bucket)s.${host}`;
    return [`s3cmd --host=${host} --host-bucket='${bucketHost}' --region=${region(name)} …`, `~/.s3cfg: host_base = ${host}, host_bucket = ${bucketHost}, bucket_location = ${region(name)}`];
  },
};

/** s5cmd: virtual for Amazon, its accelerated endpoint and Google alone; without a scheme it goes over plain HTTP (storage/s3.go). */
const s5cmd: Consumer = {
  id: 's5cmd', name: 's5cmd', speaks: 's3', writes: 'url',
  read: (text) => readEitherWay(text, 'http', `ERROR parse endpoint "${text}"`),
  styleOf: (place) => (place.custom && !['s3-accelerate.amazonaws.com', 'storage.googleapis.com'].includes(place.host) ? 'path' : styleByAwsRules({ ...place, style: 'virtual' })),
  unset: (name) => ({ host: awsHost(name) }),
  settings: ({ endpoint, region: name }) => [`s5cmd --endpoint-url ${endpoint} …`, `S3_ENDPOINT_URL=${endpoint} AWS_REGION=${region(name)}`],
};

/** Providers for which rclone leaves path style of its own accord (backend/s3, setQuirks and provider/*.yaml). */
const virtualInRclone = new Set([
  'aws-s3', 'aliyun-oss', 'tencent-cos', 'huawei-obs', 'digitalocean-spaces', 'wasabi', 'scaleway', 'gcs', 'linode', 'ovh', 'hetzner', 'synology-c2', 'impossible',
  'selectel', 'cubbit', 'dreamhost', 'intercolo', 'leviia', 'petabox', 'rabata', 'rackcorp', 'servercore', 'storj', 'zata', 'lyvecloud', 'ibm-cos',
]);

const rclone: Consumer = {
  id: 'rclone', name: 'rclone', speaks: 's3', writes: 'url',
  read: (text) => readEitherWay(text, 'https', `Failed to create file system: "${text}"`),
  styleOf: (place) => {
    const own = place.custom && !virtualInRclone.has(recogniseHost(place.host)?.provider.id ?? '') ? 'path' : 'virtual';
    return styleByAwsRules({ ...place, style: place.style === undefined || place.style === 'auto' ? own : place.style });
  },
  unset: (name) => ({ host: awsHost(name) }),
  settings: ({ endpoint, region: name, style }) => [
    `rclone.conf: endpoint = ${endpoint}, region = ${region(name)}${style === undefined ? '' : `, force_path_style = ${style === 'path'}`}`,
    `rclone --s3-endpoint ${endpoint} --s3-region ${region(name)}${style === undefined ? '' : ` --s3-force-path-style=${style === 'path'}`} …`,
  ],
};

/** minio-go: virtual for Amazon, Google and Alibaba alone, and never for a dotted name over TLS (s3utils.IsVirtualHostSupported). */
function styleByMinio({ bucket, scheme, host, style }: Place): 'virtual' | 'path' {
  if (style === 'path' || style === 'virtual') return style;
  if (isIP(host) > 0 || (scheme === 'https' && bucket.includes('.'))) return 'path';
  return /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|aliyuncs\.com)$|^storage\.googleapis\.com$/.test(host) ? 'virtual' : 'path';
}

const minioGo: Consumer = {
  id: 'minio-go', name: 'minio-go', speaks: 's3', writes: 'host',
  read: readByMinio,
  styleOf: styleByMinio,
  unset: () => ({ words: 'Endpoint:  does not follow ip address or domain name standards.' }),
  settings: ({ endpoint, region: name, style }) => {
    const options = `Secure: ${!endpoint.startsWith('http://')}, Region: "${region(name)}"${style === undefined ? '' : `, BucketLookup: minio.BucketLookup${style === 'path' ? 'Path' : 'DNS'}`}`;
    return [`minio.New("${hostOf(endpoint)}", &minio.Options{${options}})`, `MINIO_ENDPOINT=${hostOf(endpoint)}`];
  },
};

export const toolConsumers: readonly Consumer[] = [s3cmd, s5cmd, rclone, minioGo];
