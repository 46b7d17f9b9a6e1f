import type { Digest, DigestAlgorithm } from '../transfer/digest.ts';

type Fields = { readonly [name: string]: string };

const inBase64: readonly (readonly [field: string, algorithm: DigestAlgorithm, bytes: number])[] = [
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
  ['x-amz-checksum-sha256', 'sha256', 32], ['x-amz-checksum-sha1', 'sha1', 20], ['x-amz-checksum-crc64nvme', 'crc64nvme', 8], ['x-amz-checksum-crc32c', 'crc32c', 4], ['x-amz-checksum-crc32', 'crc32', 4],
];
/** What rclone writes beside objects that it uploads in parts. */
const ofRclone = ['x-amz-meta-md5chksum', 'md5', 16] as const;
/** In decimal: https://help.aliyun.com/zh/oss/developer-reference/check-data-transmission-integrity-by-using-crc-64, and COS and TOS alike. */
const inDecimal = ['x-oss-hash-crc64ecma', 'x-cos-hash-crc64ecma', 'x-tos-hash-crc64ecma'];

/** An entity tag that is the MD5 of the bytes: of an upload in one part. That of several is followed by `-` and their number. */
export function digestOfTag(tag: string | undefined): readonly Digest[] {
  const hex = /^"?([0-9a-f]{32})"?$/i.exec(tag ?? '')?.[1];
  return hex === undefined ? [] : [{ algorithm: 'md5', hex: hex.toLowerCase() }];
}

/** With a key of KMS or of the customer, an entity tag is not that of the bytes (RESTCommonResponseHeaders of S3). */
const tagIsOther = (fields: Fields): boolean => (fields['x-amz-server-side-encryption'] ?? '').startsWith('aws:kms') || fields['x-amz-server-side-encryption-customer-algorithm'] !== undefined;

/**
 * Pure: what the fields of an answer say that the whole object's bytes come to, given what was known before. The checksums of
 * AWS are those of the part where a range is one, so they are only taken from answers without a range.
 */
export function digestsOfFields(fields: Fields, known: readonly Digest[]): readonly Digest[] {
  const kept = tagIsOther(fields) ? known.filter(({ algorithm }) => algorithm !== 'md5') : known;
  const told = [
    ...inDecimal.flatMap((name) => decimal(fields[name])),
    ...base64(fields[ofRclone[0]], ofRclone[1], ofRclone[2]),
    ...(tagIsOther(fields) ? [] : digestOfTag(fields['etag'])),
    ...(fields['content-range'] !== undefined || fields['x-amz-checksum-type'] === 'COMPOSITE' ? [] : inBase64.flatMap(([name, algorithm, bytes]) => base64(fields[name], algorithm, bytes))),
  ];
  return [...kept, ...told.filter(({ algorithm, hex }) => !kept.some((digest) => digest.algorithm === algorithm && digest.hex === hex))];
}

/** One that ends in `-` and a number is of parts, and is no base64 of the right length. */
function base64(text: string | undefined, algorithm: DigestAlgorithm, bytes: number): readonly Digest[] {
  if (text === undefined || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return [];
  const value = Buffer.from(text, 'base64');
  return value.length === bytes ? [{ algorithm, hex: value.toString('hex') }] : [];
}

function decimal(text: string | undefined): readonly Digest[] {
  if (text === undefined || !/^\d{1,20}$/.test(text) || BigInt(text) >> 64n !== 0n) return [];
  return [{ algorithm: 'crc64ecma', hex: BigInt(text).toString(16).padStart(16, '0') }];
}
