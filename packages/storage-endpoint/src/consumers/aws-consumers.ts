import type { Consumer } from './consumer.ts';
import { styleByAwsRules } from './address-style.ts';
import { awsHost } from './aws-without-endpoint.ts';
import { readByBotocore, readByGo, readByWhatwg } from './read-text.ts';

const region = (name: string | undefined): string => name ?? '<region>';

/** Of the rule set that the AWS SDKs share (endpoint-rule-set-1.json). */
const refusesRegion = (): string => 'Invalid region: region was not a valid DNS name.';

/** `@aws-sdk/client-s3` 3.x. */
const awsSdkJs: Consumer = {
  id: 'aws-sdk-js', name: 'AWS SDK for JavaScript v3', speaks: 's3', writes: 'url',
  emptyIsUnset: true, refusesRegion,
  read: readByWhatwg,
  styleOf: styleByAwsRules,
  unset: (name) => (name === undefined ? { words: 'Error: Region is missing' } : { host: awsHost(name) }),
  settings: ({ endpoint, region: name, style }) => [
    `new S3Client({ endpoint: '${endpoint}', region: '${region(name)}'${style === undefined ? '' : `, forcePathStyle: ${style === 'path'}`} })`,
    `AWS_ENDPOINT_URL_S3=${endpoint} AWS_REGION=${region(name)}`,
  ],
};

/** Terraform and OpenTofu, `backend "s3"` (AWS SDK for Go v2). */
const terraform: Consumer = {
  id: 'terraform', name: 'Terraform backend "s3"', speaks: 's3', writes: 'url', refusesRegion,
  read: (text) => readByGo(text, `The value must be a valid URL containing at least a scheme and hostname. Had "${text}"`),
  styleOf: styleByAwsRules,
  unset: (name) => (name === undefined ? { words: 'Error: Missing region value' } : { host: awsHost(name) }),
  settings: ({ endpoint, region: name, style }) => [
    `endpoints = { s3 = "${endpoint}" }, region = "${region(name)}", use_path_style = ${style === 'path'}, skip_region_validation = true, skip_s3_checksum = true, skip_credentials_validation = true, skip_requesting_account_id = true`,
    `AWS_ENDPOINT_URL_S3=${endpoint} AWS_REGION=${region(name)}`,
  ],
};

/** boto takes the path for every endpoint of somebody else's, unless it is told otherwise (`auto`). */
const boto = (id: string, name: string, settings: Consumer['settings']): Consumer => ({
  id, name, speaks: 's3', writes: 'url', defaultRegion: 'us-east-1', settings,
  // `validate_region_name` of botocore.
  refusesRegion: (name) => `InvalidRegionError: Provided region_name '${name}' doesn't match a supported format.`,
  read: readByBotocore,
  styleOf: (place) => styleByAwsRules({ ...place, style: place.custom && (place.style ?? 'auto') === 'auto' ? 'path' : place.style }),
  unset: (name) => ({ host: awsHost(name, { global: true }) }),
});

const boto3 = boto('boto3', 'boto3', ({ endpoint, region: name, style }) => [
  `boto3.client('s3', endpoint_url='${endpoint}', region_name='${region(name)}'${style === undefined ? '' : `, config=Config(s3={'addressing_style': '${style}'})`})`,
  `AWS_ENDPOINT_URL_S3=${endpoint} AWS_DEFAULT_REGION=${region(name)}`,
]);

const awsCli = boto('aws-cli', 'AWS CLI', ({ endpoint, region: name, style }) => [
  `aws --endpoint-url ${endpoint} --region ${region(name)} s3 …${style === undefined ? '' : `; aws configure set default.s3.addressing_style ${style}`}`,
  `AWS_ENDPOINT_URL_S3=${endpoint} AWS_DEFAULT_REGION=${region(name)}`,
]);

/** `aibrix.downloader` since its pull request 510: boto3 with virtual addressing, whatever the endpoint (downloader/tos.py). */
const aibrixV2: Consumer = {
  ...boto('aibrix-v2', 'aibrix.downloader (v2)', ({ endpoint, region: name }) => [
    `TOS_ENDPOINT=${endpoint} TOS_REGION=${region(name)}`,
    `python -m aibrix.downloader --download-extra-config '{"endpoint": "${endpoint}", "region": "${region(name)}"}' …`,
  ]),
  // Since its pull request 1548; before that: "Invalid endpoint: " with nothing behind it.
  emptyIsUnset: true,
  styleOf: (place) => styleByAwsRules({ ...place, style: 'virtual' }),
};

export const awsConsumers: readonly Consumer[] = [awsSdkJs, boto3, awsCli, aibrixV2, terraform];
