import type { PossibleCause } from '@culprit/core';

/** One text for every fault of keys and signatures; a clock is never among them. */
export const accessTokenCauses: readonly PossibleCause[] = [
  { id: 'storage-endpoint/dogecloud-signing-mistake', when: { en: 'the client signs something else than what it sends: capture a request and run culprit dogecloud diagnose', 'zh-CN': '客户端签名的内容与发送的不一致：请抓取一个请求并运行 culprit dogecloud diagnose' } },
  { id: 'storage-endpoint/dogecloud-keys-refused', when: { en: 'every client is refused with these keys: culprit dogecloud://api.dogecloud.com asks with them', 'zh-CN': '换任何客户端都被拒绝：运行 culprit dogecloud://api.dogecloud.com 用这对密钥验证' } },
  { id: 'storage-endpoint/dogecloud-keys-swapped', when: { en: 'AccessKey and SecretKey were entered in each other\'s place', 'zh-CN': 'AccessKey 与 SecretKey 填反了' } },
  { id: 'storage-endpoint/dogecloud-key-edges', when: { en: 'a key was entered with quotes, a blank or a line end', 'zh-CN': '填写密钥时带上了引号、空格或换行' } },
];
