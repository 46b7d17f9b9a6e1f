import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { endpointOf, wayTo } from '../connection/way.ts';
import { proxyControls } from '../proxy/controls.ts';
import { forbidsBySocks, proxyAnswer, triedInVain } from '../proxy/proxy-answer.ts';
import { bypassProxy, dropRouteProxy } from '../remedies/bypass-proxy.ts';
import { requestEgress } from '../remedies/request-egress.ts';
import { utcMinute } from '../checks/utc-minute.ts';

/** The proxy works and will not, or cannot, connect to this target: a status other than 2xx, or a SOCKS reply (RFC 1928 §6). */
export const proxyRefusal: Cause = defineCause({
  id: 'network/proxy-refusal',
  owner: 'network',
  layer: 'proxy',
  order: 30,
  scope: 'endpoint',
  suspectedBy: ['network/proxy#refused'],
  text: {
    en: {
      title: 'The proxy {proxy} does not let {endpoint} through',
      about: 'The proxy understood the request and turned it down. Either its rules forbid this target, or it cannot reach the target itself.',
      confirmed: {
        policy: 'It answers {answer}: its rules forbid {endpoint}',
        'policy-detail': 'It answers {answer} ({detail}): its rules forbid {endpoint}',
        'cannot-reach': 'It answers {answer}: from where it stands, it does not get to {endpoint}',
        'cannot-reach-detail': 'It answers {answer} ({detail}): from where it stands, it does not get to {endpoint}',
        refused: 'It answers {answer} to the wish to connect to {endpoint}',
        'refused-detail': 'It answers {answer} ({detail}) to the wish to connect to {endpoint}',
      },
      ruledOut: { open: 'The proxy {proxy} opens a way to {endpoint}', 'refused-directly-too': 'Asked without the proxy, {endpoint} refuses the connection as well' },
      open: { 'not-refused': 'The proxy gave no refusal that could be read' },
    },
    'zh-CN': {
      title: '代理 {proxy} 不放行 {endpoint}',
      about: '代理理解了请求但予以拒绝：要么其规则禁止访问该目标，要么代理自身也无法到达目标。',
      confirmed: {
        policy: '代理返回 {answer}：其规则禁止访问 {endpoint}',
        'policy-detail': '代理返回 {answer}（{detail}）：其规则禁止访问 {endpoint}',
        'cannot-reach': '代理返回 {answer}：它自身也无法到达 {endpoint}',
        'cannot-reach-detail': '代理返回 {answer}（{detail}）：它自身也无法到达 {endpoint}',
        refused: '代理对连接 {endpoint} 的请求返回 {answer}',
        'refused-detail': '代理对连接 {endpoint} 的请求返回 {answer}（{detail}）',
      },
      ruledOut: { open: '代理 {proxy} 已打通到 {endpoint} 的通路', 'refused-directly-too': '不经代理直连，{endpoint} 同样拒绝连接' },
      open: { 'not-refused': '没有得到可以解读的拒绝' },
    },
  },
  controls: proxyControls,
  judge: ({ suspicion, facts: { tunnel, direct }, now, confirmed, ruledOut, open }) => {
    const way = wayTo(suspicion);
    const endpoint = endpointOf(way);
    if (tunnel === undefined || tunnel.outcome === 'direct') return open('not-refused', {}, []);
    const { proxy, from, status, headers = {} } = tunnel;
    if (tunnel.outcome === 'open') return ruledOut('open', { proxy, endpoint }, ['tunnel']);
    if (tunnel.outcome !== 'refused') return open('not-refused', {}, ['tunnel']);
    const detail = headers['x-squid-error'] || headers['via'] || headers['server'] || undefined;
    // Squid says by name what kept it: ERR_ACCESS_DENIED, ERR_DNS_FAIL, ERR_CONNECT_FAIL (its "ERR_*" pages).
    const forbids = detail?.startsWith('ERR_ACCESS_DENIED') === true || status === 403 || status === 405 || status === 451 || forbidsBySocks(tunnel);
    // SOCKS4 has one reply for rejected and for failed.
    const isLost = triedInVain(tunnel) && tunnel.reply !== 91;
    if (!forbids && isLost && direct?.outcome === 'refused') return ruledOut('refused-directly-too', { endpoint }, ['tunnel', 'direct']);
    const reason = forbids ? 'policy' : isLost ? 'cannot-reach' : 'refused';
    const params = { proxy, from, endpoint, host: way.host, port: way.port, answer: proxyAnswer(tunnel) ?? tunnel.outcome, policy: reason !== 'cannot-reach' };
    const evidence = reason === 'cannot-reach' ? {} : { evidence: `${proxy} ${params.answer}${detail === undefined ? '' : ` ${detail}`}${direct === undefined ? '' : `, ${endpoint} ${direct.outcome}`}`, seenAt: utcMinute(now.getTime()) };
    const confidence = reason === 'refused' ? 'likely' : 'certain';
    return detail === undefined ? confirmed(reason, { ...params, ...evidence }, ['tunnel'], confidence) : confirmed(`${reason}-detail`, { ...params, ...evidence, detail }, ['tunnel'], confidence);
  },
  remedies: [
    bypassProxy,
    dropRouteProxy,
    requestEgress,
    defineRemedy({
      id: 'network/ask-for-proxy-rule',
      audience: 'operator',
      applies: ({ policy }) => policy === true,
      text: {
        en: { title: 'Allow {endpoint} on the proxy', steps: ['Add a rule that allows CONNECT to {host} on port {port}. Many proxies allow CONNECT to port 443 only.'] },
        'zh-CN': { title: '在代理上放行 {endpoint}', steps: ['请添加规则，允许对 {host} 的 {port} 端口使用 CONNECT。许多代理只允许 CONNECT 到 443 端口。'] },
      },
    }),
    defineRemedy({
      id: 'network/repair-way-behind-proxy',
      audience: 'operator',
      applies: ({ policy }) => policy === false,
      text: {
        en: { title: 'Let the proxy reach {endpoint}', steps: ['On the machine of {proxy}: check that {host} resolves there and that port {port} of it answers.', 'If the proxy uses an upstream, check that this node works.'] },
        'zh-CN': { title: '让代理能够到达 {endpoint}', steps: ['请在 {proxy} 所在的机器上确认 {host} 能够解析，且其 {port} 端口有响应。', '若代理使用上游节点，请确认该节点可用。'] },
      },
    }),
  ],
});
