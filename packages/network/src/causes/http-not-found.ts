import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { httpExchange } from '../facts/http-exchange.ts';
import { answerOf, failedExchange, notAnswered, otherStatus, resourceOf, rootExchange } from './http-experiments.ts';

/** 404 or 410: the service is there, the path is not. */
export const httpNotFound: Cause = defineCause({
  id: 'network/http-not-found',
  owner: 'machine',
  layer: 'http',
  scope: 'endpoint',
  text: {
    en: {
      title: 'The service has nothing under {path}',
      unknown: { path: 'this path' },
      about: 'The service answers, but not for this path: a wrong or doubled path segment, a missing prefix such as /v1, or something that was removed.',
      confirmed: {
        'doubled-segment': 'The path repeats "{segment}", and the service answers {status}',
        'no-such-path': 'The service answers {status} for the path, and {rootStatus} for the root',
        'no-such-path-alone': 'The service answers {status} for the path',
      },
      ruledOut: otherStatus.en,
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '服务上没有 {path}',
      unknown: { path: '该路径' },
      about: '服务能应答，但没有这个路径：路径写错或重复、缺少 /v1 之类的前缀，或内容已被移除。',
      confirmed: {
        'doubled-segment': '路径中重复了“{segment}”，服务返回 {status}',
        'no-such-path': '该路径返回 {status}，根路径返回 {rootStatus}',
        'no-such-path-alone': '该路径返回 {status}',
      },
      ruledOut: otherStatus['zh-CN'],
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#not-found'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion), root: rootExchange(suspicion) }),
  judge: ({ suspicion, facts: { exchange, root }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined) return open('not-observed', {}, []);
    const { status } = answer;
    if (status !== 404 && status !== 410) return ruledOut('other-status', { status }, ['exchange']);
    const url = new URL(resourceOf(suspicion).url);
    const path = url.pathname.slice(0, 100);
    const segment = doubledSegment(url.pathname);
    if (segment !== undefined) {
      const once = new URL(url);
      once.pathname = url.pathname.replace(`/${segment}/${segment}`, `/${segment}`);
      return confirmed('doubled-segment', { path, segment, status, better: once.href }, ['exchange']);
    }
    const rootStatus = answerOf(root)?.status;
    return rootStatus === undefined
      ? confirmed('no-such-path-alone', { path, status }, ['exchange'])
      : confirmed('no-such-path', { path, status, rootStatus }, ['exchange', 'root']);
  },
  remedies: [
    defineRemedy({
      id: 'network/remove-doubled-segment',
      audience: 'you',
      applies: ({ better }) => typeof better === 'string',
      text: {
        en: { title: 'Write "{segment}" once', steps: ['Use {better}. Clients add this part to the base URL by themselves: leave it out of the base URL.'] },
        'zh-CN': { title: '“{segment}”只写一次', steps: ['改用 {better}。客户端会自行在基础网址后加上这一段：基础网址中不要再写。'] },
      },
      trial: {
        facts: ({ suspicion, params }) => {
          const { route, method } = resourceOf(suspicion);
          return { exchange: httpExchange.of({ url: String(params['better']), ...(method === undefined ? {} : { method }), ...(route === undefined ? {} : { route }) }) };
        },
        // Without the caller's credential 401 and 403 say that there is something to protect.
        works: ({ facts: { exchange } }) => {
          const status = answerOf(exchange)?.status;
          return status === undefined ? undefined : status < 400 || [401, 403, 405].includes(status);
        },
      },
    }),
    defineRemedy({
      id: 'network/check-path',
      audience: 'you',
      applies: ({ better }) => better === undefined,
      text: {
        en: { title: 'Check the path', steps: ['Compare {path} with the service\'s documentation: version prefix, spelling, upper and lower case, a final slash.'] },
        'zh-CN': { title: '检查路径', steps: ['把 {path} 与服务文档比对：版本前缀、拼写、大小写、末尾斜杠。'] },
      },
    }),
  ],
});

/** A segment that stands twice in a row and looks like part of an API's base: `v1`, `api`. */
function doubledSegment(pathname: string): string | undefined {
  return /\/(v\d+|api)\/\1(?=\/|$)/.exec(pathname)?.[1];
}
