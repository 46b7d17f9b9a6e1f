import type { PossibleCause } from '@culprit/core';

/*
 * The causes in an endpoint that known errors point to, each with what tells it from the others. A text is a symptom:
 * `culprit endpoint check` works the rest out.
 */
const cause = (id: string, en: string, zh: string): PossibleCause => ({ id, when: { en, 'zh-CN': zh } });

export const withoutScheme: PossibleCause = cause('storage-endpoint/endpoint-without-scheme', 'The endpoint in the text begins with its host, without https://.', '报错中的端点直接以主机名开头，没有 https://。');
export const malformed: PossibleCause = cause('storage-endpoint/malformed-endpoint', 'The endpoint looks right: quotes, a full-width colon, a blank or an invisible character is part of it.', '端点看起来没有问题：其中混有引号、全角冒号、空白或不可见字符。');
export const notSet: PossibleCause = cause('storage-endpoint/endpoint-not-set', 'Nothing follows the colon, or the host in the text is Amazon\'s though the store is another one.', '冒号后面没有内容，或报错中的主机属于亚马逊，而实际使用的是其他存储。');
export const doubledScheme: PossibleCause = cause('storage-endpoint/doubled-scheme', 'The host ends in ".https", or https:// stands twice.', '主机名以“.https”结尾，或 https:// 出现两次。');
export const bucketInEndpoint: PossibleCause = cause('storage-endpoint/bucket-in-endpoint', 'The bucket stands twice in the host or the path: it is part of the endpoint already.', '存储桶名在主机名或路径中出现两次：端点里已经含有它。');
export const nativeEndpoint: PossibleCause = cause('storage-endpoint/native-endpoint-for-s3-client', 'The host is the native one of the store (tos-…, not tos-s3-…), and the client speaks the S3 API.', '主机是该存储的原生端点（tos-…，而不是 tos-s3-…），而客户端使用 S3 API。');
export const s3Endpoint: PossibleCause = cause('storage-endpoint/s3-endpoint-for-native-client', 'The client is the store\'s own SDK, and the endpoint is the one for S3 clients (tos-s3-…), or has "s3" in it.', '客户端是该存储的原生 SDK，而端点是供 S3 客户端使用的（tos-s3-…），或其中含有“s3”。');
export const withScheme: PossibleCause = cause('storage-endpoint/endpoint-with-scheme', 'The endpoint is a URL: this client wants host and port alone.', '端点写成了网址：该客户端只接受主机和端口。');
export const pathInEndpoint: PossibleCause = cause('storage-endpoint/path-in-endpoint', 'Something stands behind the host of the endpoint.', '端点的主机名之后还有路径。');
export const dottedBucket: PossibleCause = cause('storage-endpoint/dotted-bucket', 'The name of the bucket has a dot in it.', '存储桶名中含有点号。');
export const nxdomain: PossibleCause = cause('network/nxdomain', 'The host is right, and does not resolve here: an intranet endpoint outside of its network, or a typo.', '主机名本身没有写错，但在此处无法解析：在内网之外使用了内网端点，或拼写有误。');
export const timedOut: PossibleCause = cause('network/connection-timed-out', 'The host resolves, and nothing answers: an intranet endpoint (ivolces.com, -internal) from outside.', '主机能解析但没有响应：在外网使用了内网端点（ivolces.com、-internal）。');
export const interception: PossibleCause = cause('certificate/interception', 'Every host shows a certificate of the same unknown issuer.', '所有主机都出示同一个未知颁发者的证书。');
