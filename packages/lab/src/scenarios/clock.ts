import type { CertificateOptions } from '../certificate-request.ts';
import { httpHandler } from '../http-handler.ts';
import type { HttpReply } from '../http-behaviour.ts';
import { startHttpServer } from '../http-server.ts';
import { startNtpServer } from '../ntp-server.ts';
import type { ListedScenario } from '../scenario.ts';
import { startTlsServer } from '../tls-server.ts';
import { situated } from '../workbench.ts';
import { issueChain, overHttps } from './services.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const yearMs = 365 * dayMs;

interface Clocks {
  /** How far the client's clock is off. */
  readonly clientMs?: number;
  /** How far the server's is, by its own Date field. */
  readonly serverMs?: number;
  /** How far that of each time source is. */
  readonly sourcesMs?: readonly number[];
  /** How far that of each NTP server is. */
  readonly ntpMs?: readonly number[];
  readonly certificate?: CertificateOptions;
}

const dated = (offsetMs: number): HttpReply => ({ body: 'ok', date: { offsetSeconds: Math.round(offsetMs / 1_000) } });

/** A sound HTTPS service and time sources, each with its clock. */
const clocks = ({ clientMs = 0, serverMs = 0, sourcesMs = [0, 0], ntpMs = [], certificate = {} }: Clocks) => situated(async (bench) => {
  const { root, leaf } = await issueChain(certificate);
  const server = await bench.keep(startTlsServer({ chain: leaf.chain, key: leaf.key, http: httpHandler({ fallback: dated(serverMs) }) }));
  const sources = await Promise.all(sourcesMs.map((offsetMs) => bench.keep(startHttpServer({ fallback: dated(offsetMs) }))));
  const times = await Promise.all(ntpMs.map((offsetMs) => bench.keep(startNtpServer({ offsetMs }))));
  return {
    ...await overHttps(bench, server, root.certificate),
    controls: { timeSources: [...sources, ...times].map(({ url }) => url) },
    ...(clientMs === 0 ? {} : { clockOffsetMs: clientMs }),
  };
});

/** Clocks: the client's, the server's, and those of others. */
export const clock: readonly ListedScenario[] = [
  {
    id: 'clock-is-years-ahead', layer: 'machine', rows: ['N13', 'N2'], cause: 'network/clock-skew',
    text: { en: 'The client\'s clock is three years ahead, and every certificate looks expired', 'zh-CN': '本机时钟快了三年，所有证书看起来都已过期' },
    start: clocks({ clientMs: 3 * yearMs }),
    nearMiss: {
      text: { en: 'The clock is right, and the certificate has expired', 'zh-CN': '时钟准确，证书确实过期了' }, cause: 'certificate/expired',
      start: clocks({ certificate: { notBefore: new Date(Date.now() - 90 * dayMs), notAfter: new Date(Date.now() - dayMs) } }),
    },
  },
  {
    id: 'clock-is-years-behind', layer: 'machine', rows: ['N13', 'N2'], cause: 'network/clock-skew',
    text: { en: 'The client\'s clock starts in the past, and no certificate is valid yet', 'zh-CN': '本机时钟停在几年前，所有证书都“尚未生效”' },
    start: clocks({ clientMs: -5 * yearMs }),
    nearMiss: {
      text: { en: 'The clock is right, and the certificate begins tomorrow', 'zh-CN': '时钟准确，证书明天才生效' }, cause: 'certificate/not-yet-valid',
      start: clocks({ certificate: { notBefore: new Date(Date.now() + dayMs) } }),
    },
  },
  {
    id: 'clock-is-minutes-ahead', layer: 'machine', rows: ['N13'], cause: 'network/clock-skew',
    text: { en: 'The client\'s clock is twenty minutes ahead: signatures will fail', 'zh-CN': '本机时钟快了二十分钟，请求签名会失败' },
    start: clocks({ clientMs: 20 * minuteMs }),
    nearMiss: { text: { en: 'It is one minute ahead', 'zh-CN': '只快一分钟' }, start: clocks({ clientMs: minuteMs }) },
  },
  {
    id: 'clock-is-off-by-whole-hours', layer: 'machine', rows: ['N13'], cause: 'network/clock-skew',
    text: { en: 'The client\'s clock holds local time for UTC: eight hours ahead, by NTP', 'zh-CN': '本机把本地时间当作 UTC，NTP 显示快了八小时' },
    start: clocks({ clientMs: 480 * minuteMs, sourcesMs: [], ntpMs: [0, 0] }),
    nearMiss: {
      text: { en: 'Its time zone is eight hours ahead, and its clock is right', 'zh-CN': '时区早八小时，但时钟本身准确' },
      start: clocks({ sourcesMs: [], ntpMs: [0, 0] }),
    },
  },
  {
    id: 'clock-is-ahead-and-nobody-else-is-asked', layer: 'machine', rows: ['N13', 'N2'], cause: 'network/clock-skew',
    text: { en: 'The clock is a year ahead, and only the server can tell', 'zh-CN': '本机时钟快了一年，只有目标服务器可作对照' },
    start: clocks({ clientMs: yearMs, sourcesMs: [] }),
    nearMiss: { text: { en: 'It is right', 'zh-CN': '时钟准确' }, start: clocks({ sourcesMs: [] }) },
  },
  {
    id: 'server-clock-is-wrong', layer: 'machine', rows: ['N13', 'N2'], cause: 'network/server-clock-skew',
    text: { en: 'The server\'s clock is ten days behind; two others agree with the client', 'zh-CN': '服务器时钟慢了十天，另外两个时间源与本机一致' },
    start: clocks({ serverMs: -10 * dayMs }),
    nearMiss: { text: { en: 'All clocks agree within a minute', 'zh-CN': '各时钟相差不到一分钟' }, start: clocks({ serverMs: -30_000, sourcesMs: [20_000, -20_000] }) },
  },
  {
    id: 'all-others-disagree-with-the-client', layer: 'machine', rows: ['N13', 'N2'], cause: 'network/clock-skew',
    text: { en: 'The server and two others agree, the client is two days behind', 'zh-CN': '服务器与另外两个时间源一致，本机慢了两天' },
    start: clocks({ clientMs: -2 * dayMs, certificate: { notBefore: new Date(Date.now() - 30 * dayMs) } }),
    nearMiss: {
      text: { en: 'The server alone is two days ahead', 'zh-CN': '只有服务器快了两天' }, cause: 'network/server-clock-skew',
      start: clocks({ serverMs: 2 * dayMs }),
    },
  },
];
