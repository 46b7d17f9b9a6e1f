import { defineKnownErrors, type KnownError } from '@culprit/core';
import {
  alteredInFlight, bucketMissing, bucketName, clock, denied, doubledBucket, endpointNotSet, expiredSession, keyless, overloaded, pathStyleRefused, quota, rateLimited, regionMismatch, serverError, signingRegion, suspended, trailer, unknownKey, wrongSecret,
} from './possible-refusal-causes.ts';

/** What surrounds a code of an answer: boto3's "An error occurred (Code) when calling", s3cmd's "403 (Code)", the XML itself, members of SDKs' exceptions, and the name that an exception has by its code. */
const framed = (...codes: readonly string[]): string => {
  const one = `(?:${codes.join('|')})`;
  return String.raw`\(${one}\) when calling|\b[345]\d\d \(${one}\)|<Code>${one}</Code>|['"][Cc]ode['"]: ?['"]${one}['"]|(?:^|[\s.])${one}: \w`;
};

interface Saying {
  /** Codes that other programs have too, and that tell something only in the frame of an answer. */
  readonly codes?: readonly string[];
  /** Codes that nobody but a store has: they tell it wherever they stand. */
  readonly ownCodes?: readonly string[];
  /** The same in words: mc prints the message alone. */
  readonly words?: readonly RegExp[];
  /** What the words hold. */
  readonly literals?: readonly string[];
}

const said = ({ codes = [], ownCodes = [], words = [], literals = [] }: Saying): Pick<KnownError, 'program' | 'literals' | 'pattern'> => ({
  program: 's3', literals: [...codes, ...ownCodes, ...literals],
  pattern: new RegExp([...codes.length > 0 ? [framed(...codes)] : [], ...ownCodes.length > 0 ? [String.raw`\b(?:${ownCodes.join('|')})\b`] : [], ...words.map(({ source }) => source)].join('|')),
});

/** What stores answer. Codes: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, and the pages of the vendors that ../dialects names. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'storage-endpoint/signature-does-not-match', ...said({ codes: ['SignatureDoesNotMatch'], words: [/\bsignature we calculated does not match the signature you provided/], literals: ['calculated does not match the signature you provided'] }),
    causes: [wrongSecret, alteredInFlight, unknownKey, signingRegion],
    examples: {
      matches: [
        'botocore.exceptions.ClientError: An error occurred (SignatureDoesNotMatch) when calling the PutObject operation: The request signature we calculated does not match the signature you provided. Check your key and signing method.',
        'ERROR: S3 error: 403 (SignatureDoesNotMatch): The request signature we calculated does not match the signature you provided.',
        'mc: <ERROR> Unable to initialize new alias from the provided credentials. The request signature we calculated does not match the signature you provided. Check your key and signing method.',
        "qcloud_cos.cos_exception.CosServiceError: {'code': 'SignatureDoesNotMatch', 'message': 'The Signature you specified is invalid.'}",
      ],
      nearMisses: ['the signature of the method does not match its declaration'],
    },
  },
  {
    id: 'storage-endpoint/invalid-access-key-id', ...said({ codes: ['InvalidSecurity'], ownCodes: ['InvalidAccessKeyId'], words: [/\bAccess Key Id you provided does not exist in our records|\(Unauthorized\) when calling|<Code>Unauthorized<\/Code>/], literals: ['Access Key Id you provided does not exist', '(Unauthorized) when calling', '<Code>Unauthorized</Code>'] }),
    causes: [unknownKey, endpointNotSet, signingRegion, suspended],
    examples: {
      matches: [
        'botocore.exceptions.ClientError: An error occurred (InvalidAccessKeyId) when calling the ListObjectsV2 operation: The AWS Access Key Id you provided does not exist in our records.',
        'mc: <ERROR> Unable to list folder. The Access Key Id you provided does not exist in our records.',
        "oss2.exceptions.InvalidAccessKeyId: {'status': 403, 'details': {'Code': 'InvalidAccessKeyId', 'Message': 'The OSS Access Key Id you provided does not exist in our records.'}}",
        'An error occurred (InvalidSecurity) when calling the ListBuckets operation: The provided security credentials are not valid.',
        'An error occurred (Unauthorized) when calling the ListObjectsV2 operation: Unauthorized',
        '<Error><Code>Unauthorized</Code><Message>Unauthorized</Message></Error>',
      ],
      nearMisses: ['The access key of the keyboard does not exist'],
    },
  },
  {
    id: 'storage-endpoint/request-time-too-skewed', ...said({ codes: ['RequestExpired', 'RequestIsExpired'], ownCodes: ['RequestTimeTooSkewed'], words: [/difference between the request time and the (?:current|server's) time is too large/], literals: ['difference between the request time and the'] }),
    causes: [clock],
    examples: {
      matches: [
        'botocore.exceptions.ClientError: An error occurred (RequestTimeTooSkewed) when calling the ListBuckets operation: The difference between the request time and the current time is too large.',
        "mc: <ERROR> Unable to initialize new alias from the provided credentials. The difference between the request time and the server's time is too large.",
        '<Error><Code>RequestExpired</Code><Message>Request has expired.</Message></Error>',
        '<Error><Code>RequestIsExpired</Code><Message>Request is expired</Message></Error>',
      ],
      nearMisses: ['The difference between the request time and the response time is too large'],
    },
  },
  {
    // A store that is asked in the wrong region says so in its own words: OSS as AccessDenied with "must be addressed".
    id: 'storage-endpoint/must-be-addressed', ...said({ codes: ['PermanentRedirect', 'TemporaryRedirect'], words: [/\bmust be addressed using the specified endpoint/], literals: ['must be addressed using the specified endpoint'] }),
    causes: [signingRegion, regionMismatch, endpointNotSet],
    examples: {
      matches: [
        'botocore.exceptions.ClientError: An error occurred (PermanentRedirect) when calling the ListObjectsV2 operation: The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
        "oss2.exceptions.AccessDenied: {'status': 403, 'details': {'Code': 'AccessDenied', 'Message': 'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.'}}",
        '<Error><Code>TemporaryRedirect</Code><Message>Please re-send this request to the specified temporary endpoint. Continue to use the original request endpoint for future requests.</Message></Error>',
      ],
      nearMisses: ['308 PermanentRedirect', 'The letter must be addressed using the specified form'],
    },
  },
  {
    id: 'storage-endpoint/region-is-wrong', ...said({ codes: ['AuthorizationHeaderMalformed', 'AuthorizationQueryParametersError', 'IllegalLocationConstraintException', 'InvalidRegionName'], words: [/\bthe region '[\w-]{0,60}' is wrong; expecting '[\w-]{1,60}'/], literals: ["' is wrong; expecting '"] }),
    causes: [signingRegion, regionMismatch],
    examples: {
      matches: ["botocore.exceptions.ClientError: An error occurred (AuthorizationHeaderMalformed) when calling the ListObjectsV2 operation: The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'", "<Error><Code>AuthorizationQueryParametersError</Code><Message>Error parsing the X-Amz-Credential parameter; the region 'us-east-1' is wrong; expecting 'eu-central-1'</Message></Error>", 'An error occurred (IllegalLocationConstraintException) when calling the CreateBucket operation: The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.', 'An error occurred (InvalidRegionName) when calling the ListBuckets operation: The region name is invalid.'],
      nearMisses: ["the region 'us-east-1' is chosen; expecting an answer"],
    },
  },
  {
    id: 'storage-endpoint/path-style-forbidden', ...said({ codes: ['SecondLevelDomainForbidden', 'InvalidPathAccess', 'VirtualHostDomainRequired', 'PathStyleDomainForbidden'], words: [/\bmust be addressed using OSS third level domain/], literals: ['must be addressed using OSS third level domain'] }),
    causes: [pathStyleRefused],
    examples: {
      matches: [
        'botocore.exceptions.ClientError: An error occurred (SecondLevelDomainForbidden) when calling the ListObjectsV2 operation: The bucket you are attempting to access must be addressed using OSS third level domain.',
        'An error occurred (InvalidPathAccess) when calling the GetObject operation',
        '<Error><Code>VirtualHostDomainRequired</Code><Message>Virtual host domain is required while accessing a specific bucket.</Message></Error>',
        '<Error><Code>PathStyleDomainForbidden</Code><Message>Path-style access is forbidden.</Message></Error>',
      ],
      nearMisses: ['Invalid path access in sandbox'],
    },
  },
  {
    id: 'storage-endpoint/no-such-bucket', ...said({ ownCodes: ['NoSuchBucket'], words: [/\bspecified bucket does not exist/], literals: ['specified bucket does not exist'] }),
    causes: [bucketMissing, endpointNotSet, pathStyleRefused],
    examples: {
      matches: [
        'botocore.errorfactory.NoSuchBucket: An error occurred (NoSuchBucket) when calling the ListObjectsV2 operation: The specified bucket does not exist',
        '<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message><BucketName>media</BucketName></Error>',
      ],
      nearMisses: ['NoSuchBucketPolicy: The bucket policy does not exist'],
    },
  },
  {
    // NoSuchKey is the right answer to a GET of what is not there; to a listing it says that the endpoint holds the bucket.
    id: 'storage-endpoint/no-such-key-to-a-listing', ...said({ words: [/\(NoSuchKey\) when calling the List\w{1,40} operation/], literals: ['(NoSuchKey) when calling the List'] }),
    causes: [doubledBucket],
    examples: {
      matches: ['botocore.errorfactory.NoSuchKey: An error occurred (NoSuchKey) when calling the ListObjectsV2 operation: Unknown'],
      nearMisses: ['botocore.errorfactory.NoSuchKey: An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.'],
    },
  },
  {
    id: 'storage-endpoint/access-denied-by-store', ...said({ codes: ['AccessDenied', 'MissingSecurityHeader'], words: [/mc: <ERROR> .{0,200}\bAccess Denied\b/], literals: ['mc: <ERROR>'] }),
    causes: [denied, keyless, signingRegion, suspended],
    examples: {
      matches: [
        'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the PutObject operation: Access Denied',
        '<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>x</RequestId></Error>',
        'Failed to copy: AccessDenied: Access Denied status code: 403, request id: tx0001, host id:',
        'ERROR: S3 error: 403 (AccessDenied): Access Denied',
        'mc: <ERROR> Unable to list folder. Access Denied.',
        '<Error><Code>MissingSecurityHeader</Code><Message>Your request was missing a required header</Message></Error>',
      ],
      nearMisses: ['java.nio.file.AccessDeniedException: /etc/shadow', 'mc: <ERROR> Unable to list folder. The specified bucket does not exist.'],
    },
  },
  {
    // The answer to a HEAD has no body, so neither code nor message: the client shows the status alone.
    id: 'storage-endpoint/head-forbidden', program: 'boto3', literals: ['An error occurred (403) when calling the Head', 'An error occurred (400) when calling the Head'], pattern: /\bAn error occurred \(40[03]\) when calling the Head(?:Object|Bucket) operation/,
    causes: [denied, wrongSecret, unknownKey, clock, signingRegion, expiredSession],
    examples: { matches: ['botocore.exceptions.ClientError: An error occurred (403) when calling the HeadObject operation: Forbidden', 'botocore.exceptions.ClientError: An error occurred (400) when calling the HeadObject operation: Bad Request'], nearMisses: ['An error occurred (403) when calling the operation'] },
  },
  {
    id: 'storage-endpoint/head-bucket-not-found', program: 'boto3', literals: ['An error occurred (404) when calling the HeadBucket'], pattern: /\bAn error occurred \(404\) when calling the HeadBucket operation/,
    causes: [bucketMissing, endpointNotSet],
    examples: { matches: ['botocore.exceptions.ClientError: An error occurred (404) when calling the HeadBucket operation: Not Found'], nearMisses: ['botocore.exceptions.ClientError: An error occurred (404) when calling the HeadObject operation: Not Found'] },
  },
  {
    id: 'storage-endpoint/session-token-refused', ...said({ codes: ['ExpiredToken', 'InvalidToken', 'TokenRefreshRequired', 'InvalidSecurityToken', 'SecurityTokenExpired'], ownCodes: ['ExpiredTokenException'] }),
    causes: [expiredSession, clock, unknownKey],
    examples: {
      matches: [
        'botocore.exceptions.ClientError: An error occurred (ExpiredToken) when calling the ListBuckets operation: The provided token has expired.',
        'botocore.exceptions.ClientError: An error occurred (InvalidToken) when calling the ListBuckets operation: The provided token is malformed or otherwise invalid.',
        '<Error><Code>TokenRefreshRequired</Code><Message>The provided token must be refreshed.</Message></Error>',
        '<Error><Code>InvalidSecurityToken</Code><Message>The security token you provided is invalid.</Message></Error>',
        '<Error><Code>SecurityTokenExpired</Code><Message>The security token you provided has expired.</Message></Error>',
        'ExpiredTokenException: The security token included in the request is expired',
      ],
      nearMisses: ['SyntaxError: InvalidToken at line 3', 'jwt: (InvalidToken) when reading'],
    },
  },
  {
    id: 'storage-endpoint/no-credentials', program: 'aws-sdk', literals: ['Unable to locate credentials', 'Could not load credentials from any providers', 'NoCredentialProviders', 'Partial credentials found in', 'failed to refresh cached credentials'], pattern: /\bUnable to locate credentials\b|\bCould not load credentials from any providers|\bNoCredentialProviders\b|\bPartial credentials found in \w{1,40}, missing: \w{1,60}|\bfailed to refresh cached credentials, no EC2 IMDS role found/,
    causes: [keyless],
    examples: {
      matches: [
        'botocore.exceptions.NoCredentialsError: Unable to locate credentials',
        'CredentialsProviderError: Could not load credentials from any providers',
        'botocore.exceptions.PartialCredentialsError: Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY',
        'operation error S3: ListObjectsV2, get identity: get credentials: failed to refresh cached credentials, no EC2 IMDS role found, operation error ec2imds: GetMetadata',
        'NoCredentialProviders: no valid providers in chain. Deprecated.',
      ],
      nearMisses: ['Unable to locate the file credentials'],
    },
  },
  {
    id: 'storage-endpoint/no-region', program: 'aws-sdk', literals: ['You must specify a region', 'Region is missing', 'Missing region in config', 'could not find region configuration'], pattern: /\bNoRegionError: You must specify a region|^.{0,20}You must specify a region\. You can also configure|\bError: Region is missing|\bConfigError: Missing region in config|\bMissingRegion: could not find region configuration/,
    causes: [regionMismatch],
    examples: { matches: ['botocore.exceptions.NoRegionError: You must specify a region.', 'Error: Region is missing', 'ConfigError: Missing region in config', 'MissingRegion: could not find region configuration'], nearMisses: ['You must specify a region of the image'] },
  },
  {
    id: 'storage-endpoint/checksum-refused', ...said({ codes: ['XAmzContentSHA256Mismatch', 'ContentSHA256Mismatch'], words: [/\bx-amz-content-sha256 must be UNSIGNED-PAYLOAD|\bSTREAMING-UNSIGNED-PAYLOAD-TRAILER\b|\bTransfering? payloads in multiple chunks using aws-chunked is not supported/], literals: ['x-amz-content-sha256 must be', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'payloads in multiple chunks using aws-chunked'] }),
    causes: [trailer, alteredInFlight],
    examples: {
      matches: [
        'botocore.exceptions.ClientError: An error occurred (XAmzContentSHA256Mismatch) when calling the PutObject operation: None',
        'An error occurred (InvalidArgument) when calling the PutObject operation: x-amz-content-sha256 must be UNSIGNED-PAYLOAD, or a valid sha256 value.',
        'An error occurred (InvalidArgument) when calling the PutObject operation: aws-chunked encoding is not supported with the specified x-amz-content-sha256 value. STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'Transfering payloads in multiple chunks using aws-chunked is not supported.',
      ],
      nearMisses: ['sha256 mismatch of the downloaded file'],
    },
  },
  {
    id: 'storage-endpoint/quota-of-store', ...said({ codes: ['QuotaExceeded', 'XMinioAdminBucketQuotaExceeded', 'XMinioStorageFull', 'InsufficientStorageSpace', 'TooManyBuckets'], words: [/mc: <ERROR> .{0,200}\bBucket quota exceeded\b/], literals: ['Bucket quota exceeded'] }),
    causes: [quota],
    examples: { matches: ['An error occurred (QuotaExceeded) when calling the PutObject operation: Unknown', '<Code>XMinioAdminBucketQuotaExceeded</Code><Message>Bucket quota exceeded</Message>', '<Error><Code>XMinioStorageFull</Code><Message>Storage backend has reached its minimum free drive threshold. Please delete a few objects to proceed.</Message></Error>', '<Error><Code>InsufficientStorageSpace</Code><Message>Insufficient storage space.</Message></Error>', 'An error occurred (TooManyBuckets) when calling the CreateBucket operation: You have attempted to create more buckets than allowed.'], nearMisses: ['DOMException: QuotaExceededError: storage'] },
  },
  {
    id: 'storage-endpoint/account-of-store-suspended', ...said({ codes: ['UserSuspended', 'UserDisable', 'InvalidUserStatus', 'AccountProblem', 'UserProjectAccountProblem', 'NotSignedUp', 'AllAccessDisabled', 'InArrearOrInsufficientBalance', 'DeregisterUserId', 'UnavailableForArrears'] }),
    causes: [suspended],
    examples: { matches: ['An error occurred (UserSuspended) when calling the ListObjectsV2 operation: Unknown', "{'status': 403, 'details': {'Code': 'UserDisable', 'HostId': 'media.oss-cn-hangzhou.aliyuncs.com'}}", '<Error><Code>InvalidUserStatus</Code></Error>', 'An error occurred (AccountProblem) when calling the ListBuckets operation: There is a problem with your AWS account that prevents the operation from completing successfully.', '<Error><Code>UserProjectAccountProblem</Code></Error>', 'An error occurred (NotSignedUp) when calling the ListBuckets operation: Your account is not signed up for the Amazon S3 service.', 'An error occurred (AllAccessDisabled) when calling the GetObject operation: All access to this object has been disabled', '<Error><Code>InArrearOrInsufficientBalance</Code></Error>', '<Error><Code>DeregisterUserId</Code></Error>', '<Error><Code>UnavailableForArrears</Code></Error>'], nearMisses: ['the event UserSuspended was raised'] },
  },
  {
    id: 'storage-endpoint/store-overloaded', ...said({ codes: ['SlowDown', 'TooManyRequests', 'ServiceUnavailable', 'InternalError', 'XMinioServerNotInitialized'] }),
    causes: [rateLimited, overloaded, serverError],
    examples: { matches: ['An error occurred (SlowDown) when calling the PutObject operation (reached max retries: 4): Please reduce your request rate.', '<Error><Code>InternalError</Code><Message>We encountered an internal error. Please try again.</Message></Error>', '<Error><Code>TooManyRequests</Code><Message>Please reduce your request rate.</Message></Error>', 'An error occurred (ServiceUnavailable) when calling the PutObject operation (reached max retries: 4): Please reduce your request rate.', '<Error><Code>XMinioServerNotInitialized</Code><Message>Server not initialized, please try again.</Message></Error>'], nearMisses: ['grpc: InternalError in handler'] },
  },
  {
    id: 'storage-endpoint/bucket-name-refused', ...said({ codes: ['InvalidBucketName', 'InvalidURI'], words: [/\bInvalid bucket name "(?<name>[^"]{0,200})"|\bspecified bucket is not valid/], literals: ['Invalid bucket name', 'specified bucket is not valid'] }),
    causes: [bucketName, bucketMissing],
    examples: {
      matches: ['botocore.exceptions.ParamValidationError: Parameter validation failed: Invalid bucket name "s3://media": Bucket name must match the regex "^[a-zA-Z0-9.\\-_]{1,255}$"', 'An error occurred (InvalidBucketName) when calling the CreateBucket operation: The specified bucket is not valid.', "An error occurred (InvalidURI) when calling the GetObject operation: Couldn't parse the specified URI."],
      nearMisses: ['Invalid bucket of paint'],
    },
  },
]);
