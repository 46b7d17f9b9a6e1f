import { defineKnownErrors, type KnownError } from '@culprit/core';
import { accessTokenCauses } from '../dogecloud/access-token-causes.ts';

/** Certimate, which puts certificates on CDNs. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'storage-endpoint/certimate-dogecloud-access-token', program: 'certimate', literals: ['dogecloud api error'], pattern: /\bdogecloud api error, code: 403, msg: AccessToken Error/,
    // Issue 303: the path was signed without its leading slash.
    causes: accessTokenCauses, fixedIn: { product: 'Certimate', release: '0.2.15' },
    examples: {
      matches: ["failed to execute sdk request 'cdn.UploadCdnCert': dogecloud api error, code: 403, msg: AccessToken Error"],
      nearMisses: ["failed to execute sdk request 'cdn.UploadCdnCert': dogecloud api error, code: 400, msg: 解析失败"],
    },
  },
  {
    id: 'storage-endpoint/certimate-access-token', program: 'certimate', literals: ["code='403', msg='AccessToken Error'"], pattern: /\bcode='403', msg='AccessToken Error'/,
    causes: accessTokenCauses,
    examples: { matches: ["sdkerr: api error: code='403', msg='AccessToken Error'"], nearMisses: ["sdkerr: api error: code='403', msg='Forbidden'"] },
  },
  {
    id: 'storage-endpoint/certimate-dogecloud-certificate', program: 'certimate', literals: ['解析失败，请检查证书是否符合标准'], pattern: /解析失败，请检查证书是否符合标准/,
    causes: [
      { id: 'certificate/malformed-certificate', when: { en: 'the PEM is damaged, or something else stands in its place (Certimate v0.2.16 sent the name): culprit certificate inspect <file>', 'zh-CN': 'PEM 已损坏，或其位置上是别的内容（Certimate v0.2.16 误传了证书名）：运行 culprit certificate inspect <文件>' } },
      { id: 'certificate/wrong-order', when: { en: 'the server\'s certificate does not come first', 'zh-CN': '服务器证书没有排在最前' } },
    ],
    fixedIn: { product: 'Certimate', release: '0.2.17' },
    examples: { matches: ["dogecloud api error, code: 400, msg: 解析失败，请检查证书是否符合标准，请留意是否有多余的空格"], nearMisses: ['dogecloud api error, code: 400, msg: 解析失败'] },
  },
]);
