import { defineKnownErrors, type KnownError } from '@culprit/core';
import { bucketInEndpoint, dottedBucket, doubledScheme, interception, malformed, nativeEndpoint, notSet, nxdomain, pathInEndpoint, s3Endpoint, timedOut, withoutScheme, withScheme } from './possible-endpoint-causes.ts';

/** What clients of object stores say about their endpoint. */
export const endpointErrors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'storage-endpoint/botocore-invalid-endpoint', program: 'boto3', literals: ['Invalid endpoint'], pattern: /\bInvalid endpoint(?:: {0,2}(?<endpoint>\S{1,300})|:? {0,4}$)/,
    causes: [withoutScheme, malformed, notSet],
    examples: { matches: ['ValueError: Invalid endpoint: tos-s3-cn-beijing.volces.com', 'ValueError: Invalid endpoint: ', 'ValueError: Invalid endpoint'], nearMisses: ['Invalid endpoint name in route table'] },
  },
  {
    id: 'storage-endpoint/botocore-ssl-validation', program: 'boto3', literals: ['SSL validation failed for'], pattern: /\bSSL validation failed for (?<url>https:\/\/[\w.:/-]{1,400})/,
    causes: [bucketInEndpoint, dottedBucket, interception],
    examples: { matches: ["botocore.exceptions.SSLError: SSL validation failed for https://media.media.tos-cn-beijing.volces.com/ hostname 'media.media.tos-cn-beijing.volces.com' doesn't match either of '*.tos-cn-beijing.volces.com', '*.tos-s3-cn-beijing.volces.com'"], nearMisses: ['SSL validation failed for the upload form'] },
  },
  {
    id: 'storage-endpoint/botocore-could-not-connect', program: 'boto3', literals: ['Could not connect to the endpoint URL'], pattern: /\bCould not connect to the endpoint URL: "(?<url>https?:\/\/[^"\s]{1,500})"/,
    causes: [notSet, doubledScheme, nxdomain],
    examples: { matches: ['botocore.exceptions.EndpointConnectionError: Could not connect to the endpoint URL: "https://media.s3.cn-beijing.amazonaws.com/"'], nearMisses: ['Could not connect to the endpoint URL of the printer'] },
  },
  {
    id: 'storage-endpoint/botocore-connect-timeout', program: 'boto3', literals: ['Connect timeout on endpoint URL'], pattern: /\bConnect timeout on endpoint URL: "(?<url>https?:\/\/[^"\s]{1,500})"/,
    causes: [timedOut, notSet],
    examples: { matches: ['botocore.exceptions.ConnectTimeoutError: Connect timeout on endpoint URL: "https://media.tos-s3-cn-beijing.ivolces.com/"'], nearMisses: ['Read timeout on endpoint URL: "https://media.tos-s3-cn-beijing.volces.com/"'] },
  },
  {
    id: 'storage-endpoint/aws-cli-bad-endpoint', program: 'aws-cli', literals: ['Bad value for --endpoint-url'], pattern: /\bBad value for --endpoint-url "(?<endpoint>[^"]{0,300})": scheme is missing/,
    causes: [withoutScheme, malformed],
    examples: { matches: ['Bad value for --endpoint-url "tos-s3-cn-beijing.volces.com": scheme is missing.  Must be of the form http://<hostname>/ or https://<hostname>/'], nearMisses: ['Bad value for --endpoint-url "x": unknown'] },
  },
  {
    id: 'storage-endpoint/aws-sdk-js-custom-endpoint', program: 'node', literals: ['Custom endpoint `'], pattern: /\bCustom endpoint `(?<endpoint>[^`]{1,300})` was not a valid URI/,
    causes: [withoutScheme, malformed],
    examples: { matches: ['Error: Custom endpoint `s3.localtest://7443` was not a valid URI'], nearMisses: ['Custom endpoint `foo` was saved'] },
  },
  {
    id: 'storage-endpoint/terraform-endpoint-url', program: 'terraform', literals: ['must be a valid URL containing at least a scheme and hostname'], pattern: /\bmust be a valid URL containing at least a scheme and hostname\. Had "(?<endpoint>[^"]{0,300})"/,
    causes: [withoutScheme, malformed],
    examples: { matches: ['The value must be a valid URL containing at least a scheme and hostname. Had "storage.example.net"'], nearMisses: ['The value must be a valid URL containing at least a scheme and hostname or a path'] },
  },
  {
    id: 'storage-endpoint/minio-go-qualified-path', program: 'minio-go', literals: ['cannot have fully qualified paths'], pattern: /\bEndpoint url cannot have fully qualified paths\./,
    causes: [withScheme, pathInEndpoint, bucketInEndpoint],
    examples: { matches: ['Endpoint url cannot have fully qualified paths.'], nearMisses: ['Symlinks cannot have fully qualified paths.'] },
  },
  {
    id: 'storage-endpoint/minio-go-endpoint-name', program: 'minio-go', literals: ['does not follow ip address or domain name standards'], pattern: /\bEndpoint: (?<endpoint>\S{0,300}) does not follow ip address or domain name standards/,
    causes: [malformed, withScheme, notSet],
    examples: { matches: ['Endpoint: tos_s3.example.com does not follow ip address or domain name standards.', 'Endpoint:  does not follow ip address or domain name standards.'], nearMisses: ['The zone does not follow ip address or domain name standards'] },
  },
  {
    id: 'storage-endpoint/tos-sdk-s3-endpoint', program: 'tos-sdk', literals: ['please use tos endpoint'], pattern: /\b(?:do not support s3 endpoint, please use tos endpoint|invalid endpoint, please use Tos endpoint rather than S3 endpoint)/,
    causes: [s3Endpoint],
    examples: { matches: ['tos: do not support s3 endpoint, please use tos endpoint', 'TosClientError: invalid endpoint, please use Tos endpoint rather than S3 endpoint'], nearMisses: ['for buckets in Beijing please use tos endpoint cn-beijing'] },
  },
  {
    // Every failure of HeadBucket has this text; what follows "Details:" tells more (aibrix, downloader/tos.py).
    id: 'storage-endpoint/aibrix-model-not-found', program: 'aibrix', literals: ['Model not found at URI'], pattern: /\bModel not found at URI: (?:tos|s3):\/\/[^\s/]{1,80}/,
    causes: [notSet, bucketInEndpoint, nativeEndpoint],
    examples: { matches: ['aibrix.downloader.utils.ModelNotFoundError: Model not found at URI: tos://aibrix-artifact-testing/models/llama-2-7b-hf/'], nearMisses: ['Model not found at URI: https://example.com/model'] },
  },
]);
