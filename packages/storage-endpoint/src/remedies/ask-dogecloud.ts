import { defineRemedy, type Remedy } from '@culprit/core';

/** For refusals whose codes are not publicly documented. */
export const readRefusal: Remedy = defineRemedy({
  id: 'storage-endpoint/read-dogecloud-refusal',
  audience: 'you',
  text: {
    en: { title: 'Look the code up', steps: ['The keys arrived and the API says no for another reason: look {code} up in the error codes of docs.dogecloud.com, or ask its support with the text "{message}".'] },
    'zh-CN': { title: '查阅错误代码', steps: ['密钥已送达，接口因其他原因拒绝：请在 docs.dogecloud.com 的错误代码列表中查阅 {code}，或带上“{message}”联系客服。'] },
  },
});

export const useTheApi: Remedy = defineRemedy({
  id: 'storage-endpoint/use-dogecloud-api',
  audience: 'you',
  text: {
    en: { title: 'Ask the API itself', steps: ['Use https://api.dogecloud.com, without a gateway in between that answers with pages of its own.'] },
    'zh-CN': { title: '直接访问 API', steps: ['使用 https://api.dogecloud.com，中间不要经过会返回自身页面的网关。'] },
  },
});

export const replaceSecret: Remedy = defineRemedy({
  id: 'storage-endpoint/replace-dogecloud-secret',
  audience: 'you',
  text: {
    en: {
      title: 'Compare the SecretKey with the console',
      steps: ['Copy both keys anew from the key management of the DogeCloud console, as one pair.', 'If they are the same, compare the body and the address that the client signs with what it sends: a proxy or a library changes one of them.', 'The clock needs no correction: no time is signed.'],
    },
    'zh-CN': {
      title: '与控制台核对 SecretKey',
      steps: ['在多吉云控制台的“密钥管理”中重新复制同一对密钥。', '若密钥一致，请比较客户端签名时与发送时的地址和请求体：有代理或程序库改动了其中之一。', '无需校正时钟：签名不含时间。'],
    },
  },
});

export const sendToken: Remedy = defineRemedy({
  id: 'storage-endpoint/send-dogecloud-token',
  audience: 'you',
  text: {
    en: { title: 'Send the token', steps: ['Authorization: TOKEN <AccessKey>:<hex of HMAC-SHA1>. To see it for your request: culprit dogecloud sign <path> --access-key env:NAME --secret-key env:NAME'] },
    'zh-CN': { title: '发送令牌', steps: ['Authorization: TOKEN <AccessKey>:<HMAC-SHA1 的十六进制>。查看某个请求应有的值：culprit dogecloud sign <路径> --access-key env:名称 --secret-key env:名称'] },
  },
});

/** The keys again, without what stands around them. */
export const cleanKeys: Remedy = defineRemedy({
  id: 'storage-endpoint/clean-dogecloud-keys',
  audience: 'you',
  text: {
    en: { title: 'Take away what stands around the key', steps: ['Enter the key again without quotes, blanks and line ends. In an env file write KEY=value without quotes where the program does not remove them; make a file with printf %s, not with echo.'] },
    'zh-CN': { title: '去掉密钥首尾的多余字符', steps: ['重新填写密钥，不带引号、空格和换行。若程序不会去掉引号，env 文件中请写 KEY=值，不加引号；生成文件请用 printf %s，不要用 echo。'] },
  },
});

export const exchangeKeys: Remedy = defineRemedy({
  id: 'storage-endpoint/exchange-dogecloud-keys',
  audience: 'you',
  text: {
    en: { title: 'Put each key in the place of the other', steps: ['What is configured as AccessKey is the SecretKey, and the other way round: exchange the two.', 'The SecretKey was sent in the place of the AccessKey and may stand in logs: replace the pair in the DogeCloud console afterwards.'] },
    'zh-CN': { title: '对调两个密钥', steps: ['配置为 AccessKey 的其实是 SecretKey，反之亦然：请对调。', 'SecretKey 曾被当作 AccessKey 明文发送，可能留在日志中：随后请在多吉云控制台更换这对密钥。'] },
  },
});
