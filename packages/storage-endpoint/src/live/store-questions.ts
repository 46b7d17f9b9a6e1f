import type { Request, Suspicion } from '@culprit/core';
import { explainAnswer } from '../dialects/explain-answer.ts';
import type { Meaning } from '../dialects/rule.ts';
import { storageService, type StorageService } from '../facts/storage-service.ts';
import { storeRequest, type StoreRequest, type StoreRequestInput } from '../facts/store-request.ts';
import type { WriteTrialInput } from '../facts/write-trial.ts';
import { s3Bucket, type S3Bucket } from '../targets/s3-bucket.ts';
import type { StoreAccess } from './access.ts';

/** How a target is gone into. */
export function accessOf({ endpoint, bucket, region, style, accessKeyId, secretAccessKey, sessionToken, dogecloud, route }: S3Bucket): StoreAccess {
  return {
    endpoint, bucket, region, style,
    ...(dogecloud === undefined ? {} : { credential: { dogecloud: { ...dogecloud, ...(route === undefined ? {} : { route }) } } }),
    ...(accessKeyId === undefined || secretAccessKey === undefined ? {} : { credential: { keyId: accessKeyId, secret: secretAccessKey, ...(sessionToken === undefined ? {} : { token: sessionToken }) } }),
    ...(route === undefined ? {} : { route }),
  };
}

/** The listing of a target, with at most one key. */
export const listingInput = (target: S3Bucket): StoreRequestInput => ({ ...accessOf(target), operation: 'list', ...(target.prefix === undefined ? {} : { prefix: target.prefix }) });

/** The reading of a range: of the key that the target names, or of the first that is listed. */
export const readingInput = (target: S3Bucket): StoreRequestInput => ({ ...accessOf(target), operation: 'get', ...(target.key === undefined ? target.prefix === undefined ? {} : { prefix: target.prefix } : { key: target.key }) });

/** The writing of an object that is deleted again. */
export const writingInput = (target: S3Bucket): WriteTrialInput => ({ ...accessOf(target), ...(target.prefix === undefined ? {} : { prefix: target.prefix }) });

/** Who answers for a target. */
export function serviceOf(target: S3Bucket): Request<StorageService> {
  const { endpoint, bucket, style, route } = accessOf(target);
  return storageService.of({ endpoint, bucket, style, ...(route === undefined ? {} : { route }) });
}

/** What a refusal means, by the dialect of its store. */
export function meaningOf(answer: StoreRequest | undefined, request: 'list' | 'get' | 'put'): Meaning | undefined {
  return answer?.outcome === 'refused' ? explainAnswer({ ...answer, request: answer.signed ? request : 'front' }) : undefined;
}

/** The target that a failure is about. */
export function storeOf(suspicion: Suspicion): S3Bucket {
  const data = suspicion.related(s3Bucket);
  if (data === undefined) throw new Error('a cause of a store was suspected without one');
  return data;
}

/** Whether the failure is one of reading, not of listing. */
const ofReading = (suspicion: Suspicion): boolean => suspicion.findings.every(({ id }) => id.startsWith('storage-endpoint/reading#'));

/** The request that failed. */
export function failedInput(suspicion: Suspicion): StoreRequestInput {
  const target = storeOf(suspicion);
  return ofReading(suspicion) ? readingInput(target) : listingInput(target);
}

export const failedRequest = (suspicion: Suspicion): Request<StoreRequest> => storeRequest.of(failedInput(suspicion));

/** The same, signed with a key that nobody has: what the store says of keys that it does not know. */
export const strangersRequest = (suspicion: Suspicion): Request<StoreRequest> => storeRequest.of({ ...failedInput(suspicion), stranger: true });

/** The same, with the bucket at the other place. */
export function otherStyleInput(suspicion: Suspicion): StoreRequestInput {
  const input = failedInput(suspicion);
  return { ...input, style: input.style === 'path' ? 'virtual' : 'path' };
}

/** Whether the dialect of the store takes this cause for possible; `concerns` of every cause that an answer points to. */
export const pointedToBy = (cause: string) => ({ findings }: Suspicion): boolean =>
  findings.some(({ params }) => typeof params['means'] !== 'string' || params['means'].split(' ').includes(cause));

/** A refusal with its code, as a reader sees it: `403 SignatureDoesNotMatch`. */
export const shownAnswer = (answer: StoreRequest | undefined): string =>
  answer?.outcome === 'refused' ? `${answer.status}${answer.code === undefined ? '' : ` ${answer.code}`}` : answer?.outcome === 'accepted' ? String(answer.status) : '';

/** The bucket that the store says it looked for. */
export const lookedFor = (answer: StoreRequest | undefined): string | undefined => (answer?.outcome === 'refused' ? answer.elements['BucketName']?.slice(0, 255) : undefined);

/** Whether two refusals say the same. */
export const saysTheSame = (one: StoreRequest | undefined, other: StoreRequest | undefined): boolean =>
  one?.outcome === 'refused' && other?.outcome === 'refused' && one.status === other.status && one.code === other.code;

/** What every cause of this kind says that could not ask again. */
export const notObserved = {
  en: { 'not-observed': 'The answer of the store could not be observed again; run again, with more time (--timeout)' },
  'zh-CN': { 'not-observed': '未能再次观察到存储服务的应答；请给予更多时间（--timeout）后重试' },
} as const;

/** By what a cause of an answer is ruled out. */
export const otherAnswer = {
  en: { 'other-answer': 'The store says {answer}' },
  'zh-CN': { 'other-answer': '存储服务返回 {answer}' },
} as const;
