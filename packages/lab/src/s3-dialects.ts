/** Stores whose answers are documented; each has its own words for the same fault. */
export type S3DialectName = 'aws' | 'tos' | 'oss' | 'cos' | 'obs' | 'r2' | 'b2' | 'minio' | 'ceph' | 'swift';

/** What can be wrong with a request. */
export type S3Fault =
  | 'unknown-key' | 'bad-signature' | 'skewed' | 'no-bucket' | 'no-key' | 'wrong-region' | 'path-style' | 'denied' | 'suspended' | 'quota' | 'trailer' | 'expired-token' | 'anonymous' | 'no-range';

/** An error as a store words it. `{region}`, `{bucket}`, `{host}` are filled in. */
interface S3Refusal {
  readonly status: number;
  readonly code: string;
  readonly message?: string;
  /** Further elements of the document. */
  readonly elements?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface S3Dialect {
  readonly headers: Readonly<Record<string, string>>;
  /** TOS answers so on its native hosts. */
  readonly format: 'xml' | 'json';
  /** `any`: the region of the scope is not looked at. */
  readonly region: 'checked' | 'any';
  /** Whether an answer to a wrong signature repeats what the store signed. */
  readonly echoes: boolean;
  readonly refusals: Readonly<Partial<Record<S3Fault, S3Refusal>>>;
}

const mismatch = 'The request signature we calculated does not match the signature you provided. Check your key and signing method.';

/** As AWS words them (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html); most stores follow. */
const usual: Readonly<Record<S3Fault, S3Refusal>> = {
  'unknown-key': { status: 403, code: 'InvalidAccessKeyId', message: 'The AWS Access Key Id you provided does not exist in our records.' },
  'bad-signature': { status: 403, code: 'SignatureDoesNotMatch', message: mismatch },
  skewed: { status: 403, code: 'RequestTimeTooSkewed', message: 'The difference between the request time and the current time is too large.', elements: { MaxAllowedSkewMilliseconds: '900000' } },
  'no-bucket': { status: 404, code: 'NoSuchBucket', message: 'The specified bucket does not exist', elements: { BucketName: '{bucket}' } },
  'no-key': { status: 404, code: 'NoSuchKey', message: 'The specified key does not exist.' },
  'wrong-region': { status: 400, code: 'AuthorizationHeaderMalformed', message: "The authorization header is malformed; the region is wrong; expecting '{region}'", elements: { Region: '{region}' }, headers: { 'x-amz-bucket-region': '{region}' } },
  'path-style': { status: 403, code: 'AccessDenied', message: 'Path-style access is not allowed' },
  denied: { status: 403, code: 'AccessDenied', message: 'Access Denied' },
  suspended: { status: 403, code: 'AccountProblem', message: 'There is a problem with your AWS account that prevents the operation from completing successfully.' },
  quota: { status: 403, code: 'QuotaExceeded' },
  trailer: { status: 501, code: 'NotImplemented', message: 'A header you provided implies functionality that is not implemented' },
  'expired-token': { status: 400, code: 'ExpiredToken', message: 'The provided token has expired.' },
  anonymous: { status: 403, code: 'AccessDenied', message: 'Access Denied' },
  'no-range': { status: 416, code: 'InvalidRange', message: 'The requested range is not satisfiable' },
};

const silent = (refusal: S3Refusal): S3Refusal => ({ ...refusal, message: '' });

/** The answers of facts and vendors' pages, by store. What is not here is worded as AWS does it. */
export const s3Dialects: Readonly<Record<S3DialectName, S3Dialect>> = {
  aws: { headers: { Server: 'AmazonS3', 'x-amz-request-id': '79104EXAMPLEB723', 'x-amz-id-2': 'IOWQ4fDEXAMPLEQM' }, format: 'xml', region: 'checked', echoes: true, refusals: usual },
  tos: {
    headers: { Server: 'TosServer', 'x-tos-request-id': '021700000000000lab' }, format: 'xml', region: 'checked', echoes: false,
    refusals: {
      ...usual,
      'path-style': { status: 403, code: 'InvalidPathAccess', message: 'Forbidden path to access server.', headers: { 'x-tos-ec': '0003-00000002' } },
      trailer: { status: 400, code: 'XAmzContentSHA256Mismatch', message: "The provided 'x-amz-content-sha256' header does not match what was computed." },
    },
  },
  oss: {
    headers: { Server: 'AliyunOSS', 'x-oss-request-id': '534B371674E88A4D8906008B' }, format: 'xml', region: 'any', echoes: true,
    refusals: {
      ...usual,
      'unknown-key': { status: 403, code: 'InvalidAccessKeyId', message: 'The OSS Access Key Id you provided does not exist in our records.' },
      'wrong-region': { status: 403, code: 'AccessDenied', message: 'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.', elements: { Endpoint: 'oss-{region}.aliyuncs.com' } },
      'path-style': { status: 403, code: 'SecondLevelDomainForbidden', message: 'The bucket you are attempting to access must be addressed using OSS third level domain.' },
      suspended: { status: 403, code: 'UserDisable', message: 'UserDisable' },
      trailer: { status: 400, code: 'InvalidArgument', message: 'aws-chunked encoding is not supported with the specified x-amz-content-sha256 value.' },
      'expired-token': { status: 403, code: 'SecurityTokenExpired', message: 'The security token you provided has expired.' },
    },
  },
  cos: {
    headers: { Server: 'tencent-cos', 'x-cos-request-id': 'NjE3ZDExZmFfNjI4' }, format: 'xml', region: 'any', echoes: true,
    refusals: {
      ...usual,
      'unknown-key': { status: 403, code: 'InvalidAccessKeyId', message: 'The Access Key Id you provided does not exist in our records' },
      'path-style': { status: 403, code: 'PathStyleDomainForbidden', message: 'The bucket you are attempting to access must be addressed using COS virtual-styled domain.' },
      suspended: { status: 451, code: 'UnavailableForLegalReasons', message: 'The account is in arrears.' },
    },
  },
  obs: {
    headers: { Server: 'OBS', 'x-obs-request-id': '00000186A1B2C3D4' }, format: 'xml', region: 'any', echoes: true,
    refusals: { ...usual, 'path-style': { status: 403, code: 'VirtualHostDomainRequired', message: 'Virtual host domain is required while accessing a specific bucket.', elements: { VirtualHost: '{bucket}.{host}' } } },
  },
  r2: {
    headers: { Server: 'cloudflare', 'CF-RAY': '8f00aa11bb22cc33-HKG' }, format: 'xml', region: 'checked', echoes: false,
    refusals: {
      ...usual,
      'unknown-key': { status: 401, code: 'Unauthorized', message: 'Unauthorized' },
      'wrong-region': { status: 400, code: 'InvalidRegionName', message: "The region name 'x' is not valid. Must be one of: wnam, enam, weur, eeur, apac, oc, auto" },
    },
  },
  b2: {
    headers: { Server: 'nginx', 'x-amz-request-id': '1f2e3d4c5b6a7980', 'x-amz-id-2': 'aMYEGBjk=' }, format: 'xml', region: 'checked', echoes: false,
    refusals: {
      ...usual,
      'unknown-key': { status: 403, code: 'InvalidAccessKeyId', message: 'The key is not valid' },
      'wrong-region': { status: 403, code: 'InvalidAccessKeyId', message: 'The key is not valid' },
      'bad-signature': { status: 403, code: 'SignatureDoesNotMatch', message: 'Signature validation failed' },
      trailer: { status: 400, code: 'InvalidArgument', message: 'Unsupported header \'x-amz-checksum-crc32\' received for this API call.' },
    },
  },
  minio: { headers: { Server: 'MinIO', 'x-amz-request-id': '17B2F0C3D4E5A6B7' }, format: 'xml', region: 'checked', echoes: false, refusals: usual },
  ceph: {
    headers: { 'x-amz-request-id': 'tx00000000000000000001-00674001-1037-default' }, format: 'xml', region: 'any', echoes: false,
    refusals: {
      ...Object.fromEntries(Object.entries(usual).map(([fault, refusal]) => [fault, silent(refusal)])),
      suspended: { status: 403, code: 'UserSuspended' },
      trailer: { status: 400, code: 'XAmzContentSHA256Mismatch' },
    },
  },
  swift: {
    headers: { 'x-amz-request-id': 'tx2f1d8d1c0b3e4a', 'x-trans-id': 'tx2f1d8d1c0b3e4a', 'x-openstack-request-id': 'tx2f1d8d1c0b3e4a' }, format: 'xml', region: 'checked', echoes: true,
    refusals: { ...usual, 'unknown-key': { status: 403, code: 'SignatureDoesNotMatch', message: mismatch }, quota: { status: 400, code: 'EntityTooLarge', message: 'Your proposed upload exceeds the maximum allowed object size.' } },
  },
};
