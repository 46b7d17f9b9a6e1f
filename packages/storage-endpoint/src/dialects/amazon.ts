import { because } from './causes.ts';
import { rule, type Rule } from './rule.ts';

/** What AWS says (docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html) and nearly every store with it. */
export const amazonRules: readonly Rule[] = [
  // A listing has no key: one that is missing is a bucket read out of the path although the host names it too.
  rule(because.bucketInEndpoint, { codes: ['NoSuchKey'], requests: ['front', 'list'] }),
  rule(because.noObject, { codes: ['NoSuchKey'] }),
  rule(because.wrongRegion, { codes: ['PermanentRedirect', 'TemporaryRedirect', 'IllegalLocationConstraintException', 'InvalidRegionName'] }),
  rule(because.wrongRegion, { codes: ['AuthorizationHeaderMalformed'], element: 'Region' }),
  rule(because.wrongRegion, { codes: ['AuthorizationQueryParametersError', 'AuthorizationHeaderMalformed'] }, [because.unknownKey]),
  rule(because.wrongRegion, { status: [301, 307], header: ['x-amz-bucket-region', /./] }),
  rule(because.wrongRegion, { status: [400], requests: ['head'], header: ['x-amz-bucket-region', /./] }),
  rule(because.clock, { codes: ['RequestTimeTooSkewed', 'RequestExpired'] }),
  rule(because.wrongSecret, { codes: ['SignatureDoesNotMatch'] }, [because.alteredRequest]),
  rule(because.alteredRequest, { codes: ['XAmzContentSHA256Mismatch', 'BadDigest', 'InvalidDigest'], requests: ['front', 'list', 'get', 'head'] }, [because.wrongSecret]),
  rule(because.trailer, { codes: ['XAmzContentSHA256Mismatch', 'NotImplemented', 'MissingContentLength'], requests: ['put'] }),
  rule(because.trailer, { status: [411, 501], requests: ['put'] }),
  rule(because.unknownKey, { codes: ['InvalidAccessKeyId'] }),
  rule(because.unknownKey, { codes: ['InvalidToken'], keyShapes: ['aws', 'other'] }, [because.tokenExpired]),
  rule(because.tokenExpired, { codes: ['ExpiredToken', 'TokenRefreshRequired', 'InvalidToken'] }),
  rule(because.suspended, { codes: ['AccountProblem', 'UserSuspended', 'AllAccessDisabled', 'NotSignedUp'] }),
  rule(because.quota, { codes: ['QuotaExceeded'] }),
  rule(because.quota, { status: [507] }),
  rule(because.noBucket, { codes: ['NoSuchBucket', 'InvalidBucketName'] }),
  rule(because.archived, { codes: ['InvalidObjectState'] }),
  rule(because.rateLimited, { codes: ['SlowDown', 'TooManyRequests'] }),
  rule(because.rateLimited, { status: [429] }),
  rule(because.overloaded, { codes: ['ServiceUnavailable'] }),
  rule(because.serverError, { codes: ['InternalError'] }),
  // Only what has none of the codes above: a page, or no document at all.
  rule(because.notAStore, { bodies: ['html'] }),
  rule(because.credentialMissing, { requests: ['front'], status: [401, 403] }),
  // A HEAD has no document: 403 may be a policy, a key that is bound to one bucket (B2), or a signature.
  rule(because.accessDenied, { requests: ['head'], status: [403] }, [because.wrongSecret, because.unknownKey, because.wrongRegion]),
  rule(because.noBucket, { requests: ['head'], status: [404] }),
  rule(because.accessDenied, { codes: ['AccessDenied'] }),
  rule(because.serverError, { status: [500] }),
  rule(because.overloaded, { status: [502, 503, 504] }),
  rule(because.notAStore, { bodies: ['other'], status: [400, 403, 404, 405] }),
];
