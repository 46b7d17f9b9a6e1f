import { because } from './causes.ts';
import { rule, type Rule } from './rule.ts';

/** What Ceph 16 puts before the rest of its request ids; so do the stores that are built of it. */
const ceph = ['ceph-rgw', 'digitalocean-spaces'] as const;

/** What stores outside China, and those that anybody can run, say in words of their own. */
export const otherRules: readonly Rule[] = [
  // R2: the id of a key has 32 hexadecimal digits; a bucket of a jurisdiction is not there on the plain host.
  rule(because.unknownKey, { dialects: ['cloudflare-r2'], codes: ['InvalidArgument'], message: /access key has length/i }),
  rule(because.wrongRegion, { dialects: ['cloudflare-r2'], codes: ['InvalidRegionName'] }),
  rule(because.unknownKey, { dialects: ['cloudflare-r2'], codes: ['Unauthorized'] }, [because.wrongRegion]),
  rule(because.noBucket, { dialects: ['cloudflare-r2'], codes: ['NoSuchBucket'] }, [because.wrongRegion]),
  rule(because.accessDenied, { dialects: ['cloudflare-r2'], codes: ['AccessDenied'] }, [because.noBucket]),
  rule(because.trailer, { dialects: ['cloudflare-r2'], codes: ['NotImplemented'], requests: ['put'] }),

  // B2 knows a key only where its cluster is, and the S3 interface does not take the master key.
  rule(because.unknownKey, { dialects: ['backblaze-b2'], codes: ['InvalidAccessKeyId'], message: /malformed/i }),
  rule(because.unknownKey, { dialects: ['backblaze-b2'], codes: ['InvalidAccessKeyId'], keyShapes: ['b2-master'] }),
  rule(because.unknownKey, { dialects: ['backblaze-b2'], codes: ['InvalidAccessKeyId'] }, [because.wrongRegion]),
  rule(because.trailer, { dialects: ['backblaze-b2'], codes: ['InvalidArgument'], requests: ['put'], message: /unsupported header/i }),
  rule(because.quota, { dialects: ['backblaze-b2'], codes: ['AccessDenied'], message: /\bcap\b/i }),

  // A page of the console's port.
  rule(because.notAStore, { dialects: ['minio'], codes: ['AccessDenied'], message: /API port/i }),
  rule(because.quota, { dialects: ['minio'], codes: ['XMinioAdminBucketQuotaExceeded', 'XMinioStorageFull'] }),
  rule(because.suspended, { dialects: ['minio'], codes: ['InvalidAccessKeyId'], message: /disabled/i }),
  rule(because.overloaded, { dialects: ['minio'], codes: ['XMinioServerNotInitialized'] }),

  // Old releases refuse trailers twice.
  rule(because.suspended, { dialects: ceph, codes: ['UserSuspended'] }),
  rule(because.trailer, { dialects: ceph, codes: ['XAmzContentSHA256Mismatch', 'MissingContentLength'], requests: ['put'] }),
  rule(because.quota, { dialects: ceph, codes: ['QuotaExceeded', 'TooManyBuckets'] }),

  // Swift says the same of a key that it does not know and of a wrong secret.
  rule(because.wrongSecret, { dialects: ['openstack-swift'], codes: ['SignatureDoesNotMatch'] }, [because.unknownKey, because.alteredRequest]),
  rule(because.trailer, { dialects: ['openstack-swift'], codes: ['NotImplemented'], requests: ['put'] }),
  // Of container_quotas; what is written as a trial is far from too large by itself.
  rule(because.quota, { dialects: ['openstack-swift'], codes: ['EntityTooLarge'], requests: ['put'] }),
  rule(because.credentialMissing, { dialects: ['openstack-swift'], status: [412], requests: ['front'] }),

  // Google signs its own way: a header that proxies rewrite must not be signed.
  rule(because.alteredRequest, { dialects: ['gcs'], codes: ['SignatureDoesNotMatch'], element: 'StringToSign' }, [because.wrongSecret]),
  rule(because.unknownKey, { dialects: ['gcs'], codes: ['InvalidSecurity', 'InvalidAccessKeyId'] }),
  rule(because.credentialMissing, { dialects: ['gcs'], codes: ['MissingSecurityHeader'], requests: ['front'] }),
  rule(because.suspended, { dialects: ['gcs'], codes: ['UserProjectAccountProblem', 'AccountProblem'] }),

  rule(because.wrongRegion, { dialects: ['wasabi'], codes: ['InvalidAccessKeyId'] }, [because.unknownKey]),
];
