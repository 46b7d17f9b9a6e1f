import { connect } from 'node:net';
import { defineCause, defineCheck, defineFact, definePlugin, defineTarget, optional, ToolError, type Cause, type Check, type Fact, type GatherContext, type Json, type Plugin, type Requests, type SecretRef, type StandardSchemaV1, type TargetKind } from '@culprit/core';

/* A plugin that meets real peers. `harbour(faults)` makes it with some of its parts replaced by bad ones. */

export type Berth = { readonly host: string; readonly port: number; readonly password?: SecretRef };
export type Hailed = { readonly outcome: 'answered' | 'silent' | 'refused'; readonly words: string };
type Hailing = GatherContext<Berth, Requests, never>;

export interface Parts {
  readonly gather: (context: Hailing) => Promise<Hailed>;
  readonly exhibit: (value: Hailed) => Json;
  readonly judge: (facts: { readonly hail: Hailed | undefined }, now: Date) => 'answers' | 'silent' | 'unknown';
  readonly confirms: (again: Hailed | undefined) => boolean;
  readonly chineseTitle: string;
  readonly unknown: { readonly [name: string]: string };
  readonly checkId: string;
  readonly required: boolean;
}

const schema: StandardSchemaV1<unknown, Berth> = { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value: value as Berth }) } };

/** Connects and listens until somebody says something. */
export const hailPeer = ({ input, signal, patienceMs }: Hailing): Promise<Hailed> => new Promise((resolve) => {
  const socket = connect(input.port, input.host);
  const end = (outcome: Hailed['outcome'], words = ''): void => {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    socket.destroy();
    resolve({ outcome, words: words.slice(0, 80) });
  };
  const stop = (): void => end('silent');
  const timer = setTimeout(stop, patienceMs);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  socket.once('data', (bytes: Buffer) => end('answered', bytes.subarray(0, 80).toString('latin1'))).once('error', () => end('refused')).once('close', () => end('silent'));
});

const sound: Parts = {
  gather: hailPeer,
  exhibit: ({ outcome }) => ({ outcome }),
  judge: ({ hail }) => (hail === undefined ? 'unknown' : hail.outcome === 'answered' ? 'answers' : 'silent'),
  confirms: (again) => again?.outcome === 'refused',
  chineseTitle: '泊位应答',
  unknown: {},
  checkId: 'harbour/answer',
  required: true,
};

export function harbour(faults: Partial<Parts> = {}): Plugin {
  const parts = { ...sound, ...faults };
  const berth: TargetKind<Berth> = defineTarget({
    kind: 'berth', text: { en: 'A berth', 'zh-CN': '泊位' }, schema, schemes: ['berth'], label: ({ host, port }) => `${host}:${port}`,
    read: (text: string) => {
      const url = URL.parse(text);
      if (url?.protocol !== 'berth:' || url.port === '') throw new ToolError('TARGET_INVALID', { en: 'A berth is berth://host:port', 'zh-CN': '泊位写作 berth://主机:端口' });
      return { host: url.hostname, port: Number(url.port), password: { $secret: 'env:BERTH_PASSWORD' } };
    },
  });
  const hail: Fact<Berth, Hailed> = defineFact({ id: 'harbour/hail', gather: (context: Hailing) => parts.gather(context), exhibit: (value) => parts.exhibit(value) });
  const answer: Check = defineCheck({
    id: parts.checkId, layer: 'connection', target: berth, docs: 'https://example.com/harbour/answer',
    findings: { answers: { outcome: 'pass' }, silent: { outcome: 'fail', severity: 'critical', owner: 'service' }, unknown: { outcome: 'inconclusive', required: true } },
    text: {
      en: { title: 'Answer of the berth', why: 'Nobody moors without it.', findings: { answers: 'The berth answers', silent: 'Nobody answers', unknown: 'Not known' } },
      'zh-CN': { title: parts.chineseTitle, why: '没有应答就无法停靠。', findings: { answers: '泊位有应答', silent: '无人应答', unknown: '无法得知' } },
    },
    needs: (target) => ({ hail: parts.required ? hail.of(target) : optional(hail.of(target)) }),
    evaluate: ({ facts, now, conclude }) => conclude(parts.judge(facts, now)),
  });
  const closed: Cause = defineCause({
    id: 'harbour/closed-berth', owner: 'service', layer: 'connection', scope: 'endpoint', docs: 'https://example.com/harbour/closed-berth',
    text: {
      en: { title: 'The berth is closed', unknown: parts.unknown, about: 'Nobody may moor there.', confirmed: { refuses: 'It refuses a second hail' }, ruledOut: { listens: 'It listens' }, open: { unheard: 'Hail it again' } },
      'zh-CN': { title: '泊位已关闭', unknown: parts.unknown, about: '那里不允许停靠。', confirmed: { refuses: '再次呼叫仍被拒绝' }, ruledOut: { listens: '它在监听' }, open: { unheard: '请再次呼叫' } },
    },
    suspectedBy: [`${parts.checkId}#silent`],
    controls: (suspicion) => ({ again: hail.of({ host: '127.0.0.1', port: 1, ...suspicion.related(berth) }) }),
    judge: ({ facts, confirmed, ruledOut, open }) => {
      if (parts.confirms(facts.again)) return confirmed('refuses', {}, ['again']);
      return facts.again === undefined ? open('unheard', {}, []) : ruledOut('listens', {}, ['again']);
    },
    remedies: [],
  });
  return definePlugin({ name: '@test/harbour', version: '1.0.0', api: 1, targets: [berth], checks: [answer], causes: [closed] });
}
