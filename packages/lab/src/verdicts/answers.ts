import type { HttpBehaviour, HttpReply } from '../http-behaviour.ts';
import { htmlReply } from '../http-reply.ts';
import { shop } from '../scenarios/services.ts';
import { site } from './site.ts';
import type { VerdictCase } from './verdict-case.ts';

const named = new RegExp(`^${shop.replaceAll('.', '\\.')}`);
const challenge: HttpReply = {
  status: 403, headers: { 'Content-Type': 'text/html; charset=utf-8', Server: 'cloudflare', 'CF-Ray': '8f00aa11bb22cc33-HKG', 'cf-mitigated': 'challenge' },
  body: '<!doctype html><html><head><title>Just a moment...</title></head></html>',
};
const large: HttpReply = { headers: { 'Content-Type': 'application/octet-stream' }, body: new Uint8Array(4_194_304) };
/** 20 bytes in a second: what a throttle leaves of a file. */
const throttled: HttpBehaviour = { slow: { body: 'x'.repeat(65_536), bytes: 2, intervalMs: 100 } };
const reset: HttpBehaviour = (request, response) => void (named.test(request.headers.host ?? '') ? request.socket.resetAndDestroy() : response.end('ok'));

const success = { en: 'As theirs: it works.', 'zh-CN': '与对方一致：正常。' } as const;
const slow = {
  en: 'Theirs: blocked at HTTP. Ours says that the head came and the body did not in time; who holds it back can\'t be told from here.',
  'zh-CN': '对方结论：HTTP 失败。我们指出响应头已到达，而响应体未能及时传完；从本机无法判断是谁在限速。',
} as const;

/** What a site answers, or somebody in its place. */
export const answers: readonly VerdictCase[] = [
  { id: 'successWithHTTP', text: { en: 'A sound site; http', 'zh-CN': '正常的网站；http' }, why: success, start: site({}) },
  { id: 'successWithHTTPS', text: { en: 'A sound site; https', 'zh-CN': '正常的网站；https' }, why: success, start: site({ secure: true }) },
  {
    id: 'largeFileWithHTTP', text: { en: 'A file of 4 MiB; http', 'zh-CN': '4 MiB 的文件；http' }, start: site({ http: { fallback: large } }),
    why: { en: 'As theirs: it works; no more than 256 KiB are read.', 'zh-CN': '与对方一致：正常；最多只读取 256 KiB。' },
  },
  {
    id: 'largeFileWithHTTPS', text: { en: 'A file of 4 MiB; https', 'zh-CN': '4 MiB 的文件；https' }, start: site({ secure: true, http: { fallback: large } }),
    why: { en: 'As theirs: it works; no more than 256 KiB are read.', 'zh-CN': '与对方一致：正常；最多只读取 256 KiB。' },
  },
  {
    id: 'cloudflareCAPTCHAWithHTTP', cause: 'network/bot-challenge',
    text: { en: 'The CDN of the site answers with a challenge; http', 'zh-CN': '网站的 CDN 返回人机验证；http' },
    why: { en: 'Theirs: blocked, by a difference of pages (a known false alarm). Ours names the challenge, which is the service\'s own.', 'zh-CN': '对方因页面不同判为封锁（已知误报）。我们指出这是服务自己的人机验证。' },
    start: site({ http: { fallback: challenge } }),
  },
  {
    id: 'cloudflareCAPTCHAWithHTTPS', cause: 'network/bot-challenge',
    text: { en: 'The CDN of the site answers with a challenge; https', 'zh-CN': '网站的 CDN 返回人机验证；https' },
    why: { en: 'Theirs: accessible, as nobody censors. A program does not get in all the same, and ours says so.', 'zh-CN': '对方结论：可访问，因为没有审查。但程序仍然进不去，我们会如实指出。' },
    start: site({ secure: true, http: { fallback: challenge } }),
  },
  {
    id: 'httpBlockingConnectionReset', cause: 'network/host-header-filtered',
    text: { en: 'Plain requests that name the site are reset', 'zh-CN': '写明该网站的明文请求会被重置' },
    why: { en: 'Theirs: blocked at HTTP. Ours proves that it is the name: the same address answers another one.', 'zh-CN': '对方结论：HTTP 失败。我们证明被过滤的是名称：同一地址对其他名称有应答。' },
    start: site({ http: { fallback: reset } }),
  },
  {
    id: 'httpDiffWithConsistentDNS', cause: 'network/block-page',
    text: { en: 'Plain requests that name the site are answered with a block page', 'zh-CN': '写明该网站的明文请求得到拦截页面' },
    why: { en: 'Theirs: blocked, by a difference of pages. Ours names the filter by its page.', 'zh-CN': '对方因页面不同判为封锁。我们依据页面指出过滤设备。' },
    start: site({ http: { fallback: { ifHeader: { name: 'host', value: named }, then: htmlReply('Web Page Blocked'), otherwise: { body: 'ok' } } } }),
  },
  { id: 'throttlingWithHTTP', cause: 'network/http-silence', text: { en: 'A body that drips; http', 'zh-CN': '响应体逐字节缓慢传输；http' }, why: slow, start: site({ http: { fallback: throttled }, timeoutMs: 6_000 }) },
  { id: 'throttlingWithHTTPS', cause: 'network/http-silence', text: { en: 'A body that drips; https', 'zh-CN': '响应体逐字节缓慢传输；https' }, why: slow, start: site({ secure: true, http: { fallback: throttled }, timeoutMs: 6_000 }) },
];
