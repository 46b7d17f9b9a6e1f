import type { PossibleCause } from '@culprit/core';

/*
 * The causes that known errors of this plugin point to, each with what tells it from the others. A text is a symptom:
 * the sentences say what to look at, and an examination of the target looks.
 */
const cause = (id: string, en: string, zh: string): PossibleCause => ({ id, when: { en, 'zh-CN': zh } });

export const expired: PossibleCause = cause('certificate/expired', 'The date "not after" of a certificate in the chain has passed, and this machine\'s clock is right.', '链中某张证书的截止日期已过，且本机时钟准确。');
export const notYetValid: PossibleCause = cause('certificate/not-yet-valid', 'The certificate begins in the future although this machine\'s clock is right.', '本机时钟准确，但证书的生效时间在未来。');
export const clockSkew: PossibleCause = cause('network/clock-skew', 'Several hosts fail alike, and this machine\'s clock differs from their Date headers (WSL, Docker, a dead battery).', '多个主机都同样失败，且本机时钟与它们的 Date 响应头不一致（WSL、Docker、主板电池没电等）。');
export const nameMismatch: PossibleCause = cause('certificate/name-mismatch', 'The certificate belongs to another name: wrong host, a default virtual host, or a CDN without this domain\'s certificate.', '证书属于别的域名：主机写错、命中了默认虚拟主机，或 CDN 上没有配置该域名的证书。');
export const wildcardTooShallow: PossibleCause = cause('certificate/wildcard-too-shallow', 'The certificate names *.example.com and the host has one label more: a wildcard covers exactly one.', '证书为 *.example.com，而主机名多了一级：通配符只匹配一级。');
export const doubledLabel: PossibleCause = cause('certificate/doubled-label', 'A part of the host stands there twice, such as bucket.bucket.…', '主机名中某一段出现了两次，例如 bucket.bucket.…');
export const commonNameOnly: PossibleCause = cause('certificate/common-name-only', 'The certificate has no subjectAltName: browsers and Go no longer look at the common name.', '证书没有 subjectAltName：浏览器和 Go 已不再识别 Common Name。');
export const incompleteChain: PossibleCause = cause('certificate/incomplete-chain', 'Browsers accept it, programs don\'t: the server does not send an intermediate certificate.', '浏览器正常而程序报错：服务端没有发送中间证书。');
export const unknownRoot: PossibleCause = cause('certificate/unknown-root', 'The chain is complete and ends at a private authority, which this program does not trust (Node, Python and Java have trust stores of their own).', '证书链完整，但根是私有 CA，该程序不信任它（Node、Python、Java 各有自己的信任库）。');
export const selfSigned: PossibleCause = cause('certificate/self-signed', 'The server sends one certificate, which signed itself.', '服务端只发送了一张自签名证书。');
export const interception: PossibleCause = cause('certificate/interception', 'All hosts show the same issuer: a company proxy, an antivirus or a local proxy signs the traffic anew.', '所有主机的证书都由同一颁发者签发：公司代理、杀毒软件或本地代理在重新签发证书。');
export const wrongUsage: PossibleCause = cause('certificate/wrong-usage', 'The certificate was not issued for servers, or an authority in the chain is none.', '证书并非为服务器用途签发，或链中的上级证书不是 CA。');
export const weakKey: PossibleCause = cause('certificate/weak-key', 'The key is too short for this program\'s security level.', '密钥长度达不到该程序的安全级别。');
export const weakSignature: PossibleCause = cause('certificate/weak-signature', 'A certificate in the chain is signed with MD5 or SHA-1.', '链中有证书使用 MD5 或 SHA-1 签名。');
export const revoked: PossibleCause = cause('certificate/revoked', 'The authority took the certificate, or one above it, back: ask its responder or its list.', 'CA 已吊销该证书或其上级证书：请查询 OCSP 或吊销列表。');
export const ocspStapleInvalid: PossibleCause = cause('certificate/ocsp-staple-invalid', 'The server staples an OCSP answer that is out of date, about another certificate or wrongly signed.', '服务端附带的 OCSP 应答已过期、属于别的证书，或签名有误。');
export const mustStapleMissing: PossibleCause = cause('certificate/must-staple-missing', 'The certificate demands a stapled OCSP answer, and the server sends none.', '证书要求附带 OCSP 应答，而服务端没有发送。');
export const validityTooLong: PossibleCause = cause('certificate/validity-too-long', 'Programs accept it and browsers do not: it is valid for longer than they take.', '程序接受而浏览器拒绝：有效期超过浏览器的上限。');
export const missingSct: PossibleCause = cause('certificate/missing-sct', 'A public authority issued it without the timestamps of transparency logs that browsers demand.', '由公共 CA 签发，却缺少浏览器要求的证书透明度时间戳。');
export const nameConstraint: PossibleCause = cause('certificate/name-constraint', 'An authority in the chain may issue for certain names only, and this host is not among them.', '链中某个 CA 只能为特定名称签发证书，而该主机不在其中。');
export const pathLength: PossibleCause = cause('certificate/path-length', 'There are more authorities in the chain than one of them allows below it.', '链中的 CA 层数超过了其中某个 CA 允许的下级层数。');
export const unknownCriticalExtension: PossibleCause = cause('certificate/unknown-critical-extension', 'A certificate in the chain holds an extension that must be understood, and clients don\'t know it.', '链中某张证书含有标记为关键的扩展，而客户端不认识它。');
export const malformedCertificate: PossibleCause = cause('certificate/malformed-certificate', 'A certificate is not written as DER and RFC 5280 demand: a home-made tool, or a damaged file.', '证书的编码不符合 DER 或 RFC 5280：多为自制工具所致，或文件已损坏。');
export const wrongIssuerKey: PossibleCause = cause('certificate/wrong-issuer-key', 'An authority was set up anew under its old name: the certificate was signed by the former key.', 'CA 以原名称重新建立，而证书是用旧密钥签发的。');
export const wrongOrder: PossibleCause = cause('certificate/wrong-order', 'The certificates are sent in the wrong order, or a foreign one before the right issuer.', '证书发送的顺序有误，或在正确的签发者之前夹着别的证书。');
/* Of the network plugin: what stands before the certificate that was meant. */
export const forgedAddress: PossibleCause = cause('network/forged-address', 'Another resolver gives another address for the name, and the right certificate is shown there.', '换一个解析器会得到另一个地址，而那里出示的证书是正确的。');
export const captivePortal: PossibleCause = cause('network/captive-portal', 'Every https:// site fails alike until somebody logs in to the network (hotel, airport, guest Wi-Fi).', '登录所在网络（酒店、机场、访客 Wi-Fi）之前，所有 https:// 网站都同样报错。');
