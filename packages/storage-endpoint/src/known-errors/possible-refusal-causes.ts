import type { PossibleCause } from '@culprit/core';

/*
 * The causes behind a refusal of a store. Stores merge several causes into one code, so a text is a symptom: an
 * examination with the key at hand tells them apart.
 */
const cause = (id: string, en: string, zh: string): PossibleCause => ({ id, when: { en, 'zh-CN': zh } });

export const wrongSecret: PossibleCause = cause('storage-endpoint/wrong-secret-key', 'The store knows the key id: the secret is wrong, cut off, stale, or has a blank, quote or line end around it.', '存储认得这个 Access Key：Secret Key 有误、被截断、已轮换，或首尾带有空格、引号、换行。');
export const alteredInFlight: PossibleCause = cause('storage-endpoint/request-altered-in-flight', 'It works without the reverse proxy or CDN in front, which rewrites the Host field, the path or a signed header field.', '绕过前面的反向代理或 CDN 就正常：它改写了 Host、路径或某个已签名的请求头。');
export const unknownKey: PossibleCause = cause('storage-endpoint/unknown-access-key', 'The key id is mistyped or deleted, belongs to another provider, or is a temporary one without its session token.', 'Access Key 抄错、已删除、属于其他提供方，或是缺少会话令牌的临时密钥。');
export const signingRegion: PossibleCause = cause('storage-endpoint/wrong-signing-region', 'The client signs for another region than the bucket\'s.', '客户端签名所用的地域不是存储桶所在的地域。');
export const regionMismatch: PossibleCause = cause('storage-endpoint/region-mismatch', 'The region that is set and the one in the endpoint differ.', '设置的地域与端点中的地域不一致。');
export const denied: PossibleCause = cause('storage-endpoint/access-denied', 'Key and signature are good: the policy of the user or of the bucket refuses this action, prefix or address.', '密钥和签名都没有问题：用户或存储桶的策略不允许该操作、该前缀或该地址。');
export const keyless: PossibleCause = cause('storage-endpoint/credential-missing', 'No key was given: the variables, the profile or the role that should bring one are not seen by the program.', '没有给出密钥：程序看不到本应提供密钥的环境变量、配置档或角色。');
export const suspended: PossibleCause = cause('storage-endpoint/account-suspended', 'The account owes money or was disabled: every key of it is refused.', '账户欠费或已停用：其所有密钥都会被拒绝。');
export const bucketMissing: PossibleCause = cause('storage-endpoint/bucket-missing', 'The bucket is mistyped, lacks its suffix (COS appends the APPID), or lives in another region.', '存储桶名拼写有误、缺少后缀（COS 要附加 APPID），或位于其他地域。');
export const doubledBucket: PossibleCause = cause('storage-endpoint/doubled-bucket', 'The answer came to a listing: the bucket is in the endpoint already, and its name became part of the key.', '这是对列举请求的应答：端点里已含有存储桶，其名称变成了对象键的一部分。');
export const pathStyleRefused: PossibleCause = cause('storage-endpoint/path-style-refused', 'The store takes the bucket before the host only (TOS, OSS, OBS, newer buckets of COS), and the client puts it into the path.', '该存储只接受主机名前的存储桶（TOS、OSS、OBS、COS 的新桶），而客户端把它放在路径里。');
export const expiredSession: PossibleCause = cause('storage-endpoint/session-token-expired', 'The key is a temporary one (STS): its hours are over, or its token belongs to another key.', '使用的是临时密钥（STS）：有效期已过，或令牌与密钥不配套。');
export const trailer: PossibleCause = cause('storage-endpoint/checksum-trailer-refused', 'It began with an update of the SDK: it adds a checksum behind the body, which this store does not know.', '升级 SDK 之后才出现：新版会在正文之后附加校验和，而该存储不支持。');
export const quota: PossibleCause = cause('storage-endpoint/quota-exceeded', 'Reading works, and writing meets a limit of the bucket, the user or the plan.', '读取正常，写入触及存储桶、用户或套餐的上限。');
export const clock: PossibleCause = cause('network/clock-skew', 'The clock of this machine, or of the container, is off by more than the store allows (15 minutes).', '本机或容器的时钟偏差超过存储允许的范围（15 分钟）。');
export const endpointNotSet: PossibleCause = cause('storage-endpoint/endpoint-not-set', 'The store is not Amazon\'s, and the program does not see the setting of its endpoint: the request went to Amazon.', '使用的不是亚马逊，而程序没有读到端点设置：请求发到了亚马逊。');
export const bucketName: PossibleCause = cause('storage-endpoint/invalid-bucket-name', 'The name has capitals, an underscore, a slash or a URL in it, or is not 3 to 63 characters long.', '名称含有大写字母、下划线、斜杠或网址，或长度不在 3 到 63 个字符之间。');
export const rateLimited: PossibleCause = cause('network/rate-limited', 'It comes and goes with the number of requests at once: fewer streams, or waiting, helps.', '随并发请求数出现和消失：减少并发或等待即可。');
export const overloaded: PossibleCause = cause('network/service-overloaded', 'Every client is told the same for a while, or the store is just starting.', '一段时间内所有客户端得到相同的应答，或存储正在启动。');
export const serverError: PossibleCause = cause('network/server-error', 'One request fails each time with the same request id in the log of the store.', '同一个请求每次都失败，存储的日志中能按请求 ID 查到。');
