import { X509Certificate } from 'node:crypto';
import { defineRemedy, type Params, type Remedy, type Requests, type Suspicion } from '@culprit/core';
import { tlsHandshake, type TlsHandshake } from '@culprit/network';
import { suspectedPlace } from '../endpoint/suspected-place.ts';

const text = (params: Params, name: string): string => String(params[name] ?? '');

/** A handshake with the host that the program would then contact: no request, no credential. */
function handshake({ suspicion, params }: { readonly suspicion: Suspicion; readonly params: Params }): Requests {
  if (params['exact'] !== true || params['repairedScheme'] !== 'https') return {};
  const route = suspectedPlace(suspicion)?.route;
  return { handshake: tlsHandshake.of({ host: text(params, 'repairedHost'), port: Number(params['repairedPort']), ...(route === undefined ? {} : { route }) }) };
}

/** Whether that host shows a trusted certificate for its name. Whether the store then takes the keys is another question. */
function admits(host: string, shaken: TlsHandshake | undefined): boolean | undefined {
  if (shaken === undefined) return undefined;
  const [leaf] = shaken.chain;
  return shaken.outcome === 'completed' && shaken.authorized && leaf !== undefined && new X509Certificate(Buffer.from(leaf, 'base64')).checkHost(host) !== undefined;
}

/** The endpoint as this program wants it, in its own words. */
export const setEndpoint: Remedy = defineRemedy({
  id: 'storage-endpoint/set-endpoint',
  audience: 'you',
  applies: ({ repaired }) => repaired !== undefined,
  text: {
    en: { title: 'Use the endpoint {repaired}', steps: ['{setting}', 'Or: {alternative}', 'Requests then go to {repairedHost}.'] },
    'zh-CN': { title: '改用端点 {repaired}', steps: ['{setting}', '或者：{alternative}', '之后请求会发往 {repairedHost}。'] },
  },
  trial: {
    facts: (context): Requests => handshake(context),
    works: ({ params, facts }) => admits(text(params, 'repairedHost'), (facts as { readonly handshake?: TlsHandshake }).handshake),
  },
});
