import { defineKnownErrors, type KnownError, type PossibleCause } from '@culprit/core';

const cause = (id: string, en: string, zh: string): PossibleCause => ({ id, when: { en, 'zh-CN': zh } });

const notVisible = cause('mirror/repository-not-visible', 'Other public repositories are shown, this one is not: a typo, or it is private and no token (or one without the right) was sent.', '其他公开仓库可以看到，唯独这个不行：名称有误，或为私有仓库而未带令牌（或令牌无权读取）。');
const gated = cause('mirror/gated-repository', 'The page of the repository asks to accept its terms.', '仓库页面要求先同意其条款。');
const badToken = cause('mirror/refused-token', 'It works without HF_TOKEN and without a stored token: the token is stale, or of another site.', '去掉 HF_TOKEN 和已保存的令牌就正常：令牌已失效，或属于其他站点。');
const stripped = cause('mirror/stripped-headers', 'A HEAD of the file comes without X-Repo-Commit, ETag or its length: a proxy, gateway or cache takes them away.', '对该文件的 HEAD 响应缺少 X-Repo-Commit、ETag 或长度：被代理、网关或缓存去掉。');
const sentAway = cause('mirror/mirror-sends-away', 'The mirror answers with 301 or 308 to huggingface.co: it does not serve addresses of this country.', '镜像以 301 或 308 转到 huggingface.co：它不为本国家或地区的地址提供服务。');
const offMirror = cause('mirror/off-mirror-data-plane', 'Listings come, large files do not: the mirror leads to another host for them, which is out of reach.', '列表正常而大文件失败：镜像把大文件指向另一主机，而那里无法访问。');
const notAHub = cause('mirror/not-a-hub', 'HF_ENDPOINT has a path behind its host, or names something that is no hub.', 'HF_ENDPOINT 的主机后带有路径，或指向的并不是模型站点。');
const timedOut = cause('network/connection-timed-out', 'The host of the hub does not answer at all from this network.', '从本网络完全连不上站点的主机。');
const unknownRoot = cause('certificate/unknown-root', 'The text before it speaks of a certificate: print the exception\'s __cause__.', '其前面的报错与证书有关：请打印异常的 __cause__。');
const nxdomain = cause('network/nxdomain', 'The host of HF_ENDPOINT does not resolve.', 'HF_ENDPOINT 的主机名无法解析。');

/** What huggingface_hub (errors.py, file_download.py, utils/_http.py), transformers and hf-xet say. Most texts hide the reason behind them. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'mirror/hf-repository-not-found', program: 'huggingface_hub', literals: ['Repository Not Found for url', 'RepositoryNotFoundError: 4'],
    pattern: /\bRepository Not Found for url: (?<url>https?:\/\/[^\s"']{1,500}[^\s"'.])|\bRepositoryNotFoundError: 40[14] Client Error/,
    causes: [notVisible, badToken, notAHub],
    examples: { matches: ['Repository Not Found for url: https://hf-mirror.com/api/models/org/modell.', 'huggingface_hub.errors.RepositoryNotFoundError: 401 Client Error. (Request ID: Root=1-65b0)'], nearMisses: ['fatal: repository not found', 'RepositoryNotFoundError: raised by the plugin'] },
  },
  {
    id: 'mirror/hf-gated', program: 'huggingface_hub', literals: ['Cannot access gated repo', 'trying to access a gated repo', 'GatedRepoError: 40'],
    pattern: /\bCannot access gated repo for url (?<url>https?:\/\/[^\s"']{1,500}[^\s"'.])|\bYou are trying to access a gated repo\b|\bGatedRepoError: 40[13] Client Error/,
    causes: [gated, badToken],
    examples: { matches: ['Cannot access gated repo for url https://huggingface.co/meta-llama/Llama-3/resolve/main/config.json.', 'OSError: You are trying to access a gated repo.', 'huggingface_hub.errors.GatedRepoError: 403 Client Error. (Request ID: Root=1-6)'], nearMisses: ['Cannot access repo for url https://git.example.com/x'] },
  },
  {
    id: 'mirror/hf-invalid-credentials', program: 'huggingface_hub', literals: ['Invalid credentials in Authorization header', 'Invalid user token'],
    pattern: /\bInvalid credentials in Authorization header\b|\bInvalid user token\. If you didn't pass a user token\b/,
    causes: [badToken],
    examples: { matches: ['401 Client Error: Invalid credentials in Authorization header', "Invalid user token. If you didn't pass a user token, make sure you are properly logged in"], nearMisses: ['Invalid credentials for user admin', 'Invalid user token format'] },
  },
  {
    id: 'mirror/hf-distant-resource', program: 'huggingface_hub', literals: ['Distant resource does not seem to be on'],
    pattern: /\bDistant resource does not seem to be on (?:huggingface\.co|hf\.co)\b/,
    causes: [stripped, sentAway, notAHub],
    examples: { matches: ['FileMetadataError: Distant resource does not seem to be on huggingface.co. It is possible that a configuration issue prevents you from downloading resources'], nearMisses: ['Distant resource is slow'] },
  },
  {
    id: 'mirror/hf-no-etag', program: 'huggingface_hub', literals: ['Distant resource does not have'],
    pattern: /\bDistant resource does not have (?:an ETag|a Content-Length)\b/,
    causes: [stripped, sentAway],
    examples: { matches: ["OSError: Distant resource does not have an ETag, we won't be able to reliably ensure reproducibility.", 'Distant resource does not have a Content-Length.'], nearMisses: ['Distant resource does not have a license'] },
  },
  {
    id: 'mirror/hf-local-entry', program: 'huggingface_hub', literals: ['cannot find the requested files in the local cache', 'find the appropriate snapshot folder', 'find them in the cached files'],
    pattern: /\bwe cannot find the requested files in the local cache\b|\bcannot find the appropriate snapshot folder for the specified revision\b|We couldn't connect to '(?<url>https?:\/\/[^\s']{1,300})' to load (?:the files|this (?:file|model))/,
    causes: [timedOut, unknownRoot, nxdomain, stripped, sentAway],
    examples: { matches: ['An error happened while trying to locate the file on the Hub and we cannot find the requested files in the local cache. Please check your connection', "OSError: We couldn't connect to 'https://hf-mirror.com' to load the files, and couldn't find them in the cached files.", 'An error happened while trying to locate the files on the Hub and we cannot find the appropriate snapshot folder for the specified revision on the local disk. Please check your internet connection and try again.'], nearMisses: ['cannot find the requested file'] },
  },
  {
    id: 'mirror/transformers-not-listed', program: 'transformers', literals: ['is not a valid model identifier listed on'],
    pattern: /(?<name>[\w.-]{1,100}\/[\w.-]{1,100}) is not a local folder and is not a valid model identifier listed on\b/,
    causes: [notVisible, badToken],
    examples: { matches: ["OSError: org/modell is not a local folder and is not a valid model identifier listed on 'https://huggingface.co/models'"], nearMisses: ['org/modell is not a local folder'] },
  },
  {
    id: 'mirror/hf-xet-cas', program: 'hf-xet', literals: ['CAS service error', 'cas-server.xethub.hf.co', 'cas-bridge.xethub.hf.co'],
    pattern: /\bCAS service error ?:|\bhttps:\/\/(?<host>cas-(?:server|bridge)\.xethub\.hf\.co)\b.{0,300}(?:error|timed out|refused|failed)/i,
    causes: [offMirror],
    examples: { matches: ['RuntimeError: Data processing error: CAS service error : Reqwest Error: error sending request', 'https://cas-bridge.xethub.hf.co/xet-bridge-us/65b: connection timed out', 'error sending request for url (https://cas-server.xethub.hf.co/v1/reconstructions/1a2b): operation timed out'], nearMisses: ['GET https://cas-bridge.xethub.hf.co/xet-bridge-us/65b 200', 'CAS login page'] },
  },
]);
