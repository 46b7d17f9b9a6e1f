import { defineFact, type Blocked, type Fact, type GatherContext, type Json, type Request } from '@culprit/core';
import { isPrivateName, originOf, proxyTunnel, tlsHandshake, type ProxyTunnel, type TlsHandshake } from '@culprit/network';
import { Course, type LogInCourse } from '../log-in/course.ts';
import { bare } from '../log-in/visitor.ts';
import type { LogIn } from '../targets/log-in.ts';

type Needs = { readonly channel: Request<TlsHandshake | ProxyTunnel> };
type Context = GatherContext<LogIn, Needs, never, LogInCourse>;

/**
 * Logs in once, and only once a run, as accounts are locked after a few attempts: the page, the credentials, then each
 * redirect by itself. Credentials go to the host that the user named and to no other; cookies go where a browser sends them.
 */
export const logInCourse: Fact<LogIn, LogInCourse> = defineFact<LogIn, LogInCourse, Needs>({
  id: 'credential/log-in',
  patienceMs: 20_000,
  needs: ({ url, route }) => {
    const { secure, host, port } = originOf(url);
    const way = { host, port, ...(route === undefined ? {} : { route }) };
    return { channel: secure ? tlsHandshake.of(way) : proxyTunnel.of({ ...way, scheme: 'http' }) };
  },
  gather,
  exhibit,
});

async function gather(context: Context): Promise<LogInCourse | Blocked> {
  const { input, facts: { channel } } = context;
  if (channel.outcome !== 'completed' && channel.outcome !== 'direct' && channel.outcome !== 'open') return context.blocked('channel');
  const { secure, host } = originOf(input.url);
  if (!secure && !isPrivateName(host)) return { outcome: 'kept-back', why: 'plain-http' };
  if ('authorized' in channel && !channel.authorized) return { outcome: 'kept-back', why: 'certificate' };
  return new Course(context).run();
}

function exhibit(value: LogInCourse): Json {
  if (value.outcome !== 'judged') return value;
  const { cookies, landing, token, ...rest } = value;
  return {
    ...rest, token: token !== undefined, landing: { address: bare(landing.url), status: landing.status, redirects: landing.redirects },
    cookies: cookies.slice(0, 20).map(({ label: _label, ...cookie }) => cookie),
  };
}
