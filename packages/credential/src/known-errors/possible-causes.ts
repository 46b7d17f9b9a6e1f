import type { PossibleCause } from '@culprit/core';

const cause = (id: string, en: string, zh: string): PossibleCause => ({ id: `credential/${id}`, when: { en, 'zh-CN': zh } });

type Name = 'invalidKey' | 'wrongSite' | 'foreignKey' | 'mangledKey' | 'textInstead' | 'notReceived' | 'missingPermission' | 'restrictedKey' | 'disabledKey' | 'expiredKey' | 'quota' | 'unpaid' | 'rateLimited' | 'overloaded' | 'region' | 'model' | 'basePath' | 'foreignAnswer' | 'firewalled' | 'serviceOff' | 'expiredToken' | 'earlyToken' | 'clock' | 'milliseconds' | 'malformedToken' | 'tokenForAnother' | 'keysDiffer' | 'keyNotPassed' | 'encryptionKeyChanged' | 'wrongPassword' | 'accountLocked' | 'csrf' | 'cookieNotKept' | 'codeMissing';

/** What texts may mean. */
export const possible: { readonly [N in Name]: PossibleCause } = {
  invalidKey: cause('invalid-key', 'The key was removed, is mistyped, or belongs to another account', '密钥已被删除、抄错，或属于其他账户'),
  wrongSite: cause('wrong-site', 'The provider has several sites (cn and intl, .cn and .ai), and the key is of the other one', '提供方有多个站点（国内与国际、.cn 与 .ai），密钥属于另一个'),
  foreignKey: cause('foreign-key', 'The key begins as those of another provider do', '密钥的开头是另一家提供方的格式'),
  mangledKey: cause('mangled-key', 'Quotation marks, a space, a line break or an invisible character came along', '带上了引号、空格、换行或不可见字符'),
  textInstead: cause('text-instead-of-key', 'The variable is not set, or still holds a placeholder', '变量未设置，或仍是占位内容'),
  notReceived: cause('credential-not-received', 'A proxy takes the header field off, or a redirect drops it', '代理去掉了请求头，或在重定向中丢失'),
  missingPermission: cause('missing-permission', 'The key is restricted: its scopes do not hold this', '密钥权限受限，不含此项操作'),
  restrictedKey: cause('restricted-key', 'The key may only be used from other addresses', '密钥只能从指定的地址使用'),
  disabledKey: cause('disabled-key', 'The key or its account was disabled', '密钥或其账户已停用'),
  expiredKey: cause('expired-key', 'The key has an end, and it is past', '密钥设有期限且已过期'),
  quota: cause('quota-exhausted', 'The quota is used up: waiting does not help', '额度已用尽，等待无用'),
  unpaid: cause('unpaid-account', 'The account has no credit, or a bill is open', '账户余额不足或欠费'),
  rateLimited: cause('key-rate-limited', 'Too many requests at once: waiting helps', '请求过于频繁，等待即可'),
  overloaded: cause('provider-overloaded', 'The provider is overloaded: every key is told the same', '提供方过载，所有密钥得到的答复相同'),
  region: cause('region-refused', 'The public address of this network is in a country that is not served', '本网络的公网地址位于不受支持的国家或地区'),
  model: cause('model-not-available', 'The name is mistyped, or the model is not opened for this account', '模型名有误，或该账户未开通'),
  basePath: cause('wrong-base-path', 'The base URL lacks /v1, has it twice, or is a whole path', '基础网址缺少 /v1、重复了 /v1，或填成了完整路径'),
  foreignAnswer: cause('foreign-answer', 'A web site or a log-in page answers in place of the API', '应答的是网站或登录页，而不是 API'),
  firewalled: cause('key-request-firewalled', 'A protection in front of the provider refuses the client, with any key', '提供方前面的防护拒绝了该客户端，与密钥无关'),
  serviceOff: cause('service-not-enabled', 'The API is not switched on in the project of the key', '密钥所属项目未启用该 API'),
  expiredToken: cause('expired-token', 'The token has ended', '令牌已过期'),
  earlyToken: cause('early-token', "The issuer's clock is ahead", '签发方的时钟偏快'),
  clock: { id: 'network/clock-skew', when: { en: "This machine's clock is wrong", 'zh-CN': '本机时钟不准' } },
  milliseconds: cause('token-in-milliseconds', 'exp or iat was written in milliseconds', 'exp 或 iat 写成了毫秒'),
  malformedToken: cause('malformed-token', 'The token was cut off or changed when it was copied', '令牌在复制时被截断或改动'),
  tokenForAnother: cause('token-for-another', 'It was issued for another audience, or by another issuer', '令牌面向其他受众或由其他签发方签发'),
  keysDiffer: cause('shared-keys-differ', 'The service that signs and the one that verifies have different keys', '签名与校验的服务使用了不同的密钥'),
  keyNotPassed: cause('key-not-passed', 'One of the services never receives the key', '其中一个服务没有收到密钥'),
  encryptionKeyChanged: cause('encryption-key-changed', 'The key was changed, or made anew at a start without its volume', '密钥被更换，或在没有数据卷的情况下启动时重新生成'),
  wrongPassword: cause('wrong-password', 'User name or password is wrong', '用户名或密码错误'),
  accountLocked: cause('account-locked', 'The account is locked or disabled', '账户被锁定或停用'),
  csrf: cause('csrf-token-refused', 'The token of the form and its cookie do not come back together', '表单令牌与其 Cookie 没有一同返回'),
  cookieNotKept: cause('session-cookie-not-kept', 'The cookie is Secure on a page without https, or has another Domain or Path', 'Cookie 带有 Secure 而页面不是 https，或 Domain、Path 不符'),
  codeMissing: cause('one-time-code-missing', 'The account has a second factor, and no code was sent', '账户启用了两步验证，却没有发送验证码'),
};
