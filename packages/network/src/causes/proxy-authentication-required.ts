import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { wayTo } from '../connection/way.ts';
import { proxyControls, proxyOfFinding } from '../proxy/controls.ts';
import { bypassProxy, dropRouteProxy } from '../remedies/bypass-proxy.ts';

/** 407 (RFC 9110 §15.5.8), or a SOCKS proxy that accepts no anonymous client (RFC 1928 §3, RFC 1929 §2). */
export const proxyAuthenticationRequired: Cause = defineCause({
  id: 'network/proxy-authentication-required',
  owner: 'machine',
  layer: 'proxy',
  order: 20,
  scope: 'machine',
  suspectedBy: ['network/proxy#authentication-required'],
  subject: proxyOfFinding,
  text: {
    en: {
      title: 'The proxy {proxy} wants a user name and password',
      about: 'The proxy lets only known users through, and what it was given is missing or wrong. The target was never asked.',
      confirmed: {
        missing: 'It answers {answer}; no credential was presented',
        'missing-challenge': 'It answers {answer} and asks for {challenge}; no credential was presented',
        'missing-socks': 'It lets nobody in who gives no user name and password (SOCKS5), and none were given',
        rejected: 'It answers {answer} to the credential that was presented',
        'rejected-challenge': 'It answers {answer} to the credential that was presented, and asks for {challenge}',
        'rejected-socks': 'It does not accept the user name and password that were given (SOCKS5)',
        'other-scheme': 'It accepts {challenge} only, which most command-line clients and libraries do not speak',
      },
      ruledOut: { open: 'The proxy {proxy} lets this client through' },
      open: { 'not-seen': 'What the proxy wants could not be seen' },
    },
    'zh-CN': {
      title: '代理 {proxy} 要求用户名和密码',
      about: '该代理只放行已知用户，而所提供的凭据缺失或有误。请求从未到达目标。',
      confirmed: {
        missing: '代理返回 {answer}；未提供任何凭据',
        'missing-challenge': '代理返回 {answer}，要求 {challenge}；未提供任何凭据',
        'missing-socks': '该 SOCKS5 代理不放行未提供用户名和密码的客户端，而本次没有提供',
        rejected: '代理对所提供的凭据返回 {answer}',
        'rejected-challenge': '代理对所提供的凭据返回 {answer}，并要求 {challenge}',
        'rejected-socks': '该 SOCKS5 代理不接受所提供的用户名和密码',
        'other-scheme': '代理只接受 {challenge}，而多数命令行客户端和库不支持',
      },
      ruledOut: { open: '代理 {proxy} 已放行本客户端' },
      open: { 'not-seen': '无法得知代理的要求' },
    },
  },
  controls: proxyControls,
  judge: ({ suspicion, facts: { tunnel }, confirmed, ruledOut, open }) => {
    if (tunnel === undefined || tunnel.outcome === 'direct') return open('not-seen', {}, []);
    const { proxy, from, headers = {}, status } = tunnel;
    if (tunnel.outcome === 'open') return ruledOut('open', { proxy }, ['tunnel']);
    if (tunnel.outcome !== 'authentication-required') return open('not-seen', {}, ['tunnel']);
    const verdict = tunnel.credentialSent ? 'rejected' : 'missing';
    const params = { proxy, from, host: wayTo(suspicion).host, basic: true };
    if (status === undefined) return confirmed(`${verdict}-socks`, params, ['tunnel']);
    const challenge = headers['proxy-authenticate'] ?? '';
    const offered = [...challenge.matchAll(/(?:^|,\s*)([A-Za-z][A-Za-z0-9-]*)(?=\s|,|$)/g)].map((match) => (match[1] ?? '').toLowerCase());
    if (offered.length > 0 && !offered.includes('basic')) return confirmed('other-scheme', { ...params, challenge, scheme: offered.join(', '), basic: false }, ['tunnel']);
    return challenge === ''
      ? confirmed(verdict, { ...params, answer: status }, ['tunnel'])
      : confirmed(`${verdict}-challenge`, { ...params, answer: status, challenge }, ['tunnel']);
  },
  remedies: [
    defineRemedy({
      id: 'network/give-proxy-credential',
      audience: 'you',
      applies: ({ basic }) => basic === true,
      text: {
        en: { title: 'Give the proxy a user name and password', steps: ['Put them into {from}, before the host: scheme://USER:PASSWORD@host:port. In both parts write @ as %40, : as %3A, # as %23, / as %2F and % as %25.', 'In a Culprit target, refer to them: "proxyCredential: env:PROXY_CREDENTIAL" in its route, with USER:PASSWORD in that variable.'] },
        'zh-CN': { title: '向代理提供用户名和密码', steps: ['请写在 {from} 的主机名之前：scheme://USER:PASSWORD@host:port。其中 @ 写作 %40，: 写作 %3A，# 写作 %23，/ 写作 %2F，% 写作 %25。', '在 Culprit 的目标中以引用方式提供：在 route 里写“proxyCredential: env:PROXY_CREDENTIAL”，变量内容为 USER:PASSWORD。'] },
      },
    }),
    defineRemedy({
      id: 'network/run-authenticating-relay',
      audience: 'you',
      applies: ({ basic }) => basic === false,
      text: {
        en: { title: 'Put a local relay in front that speaks {scheme}', steps: ['Run a relay such as px (Windows) or cntlm on this machine, which signs in by {scheme}, and let {from} name the relay.', 'Or ask whoever runs {proxy} to allow this host without sign-in.'] },
        'zh-CN': { title: '在本机运行支持 {scheme} 的中继', steps: ['请在本机运行 px（Windows）或 cntlm 之类的中继，由它完成 {scheme} 验证，再让 {from} 指向该中继。', '或请 {proxy} 的管理员对该主机免验证放行。'] },
      },
    }),
    bypassProxy,
    dropRouteProxy,
  ],
});
