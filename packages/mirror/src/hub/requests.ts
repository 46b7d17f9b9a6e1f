import type { HeaderValue } from '@culprit/core';
import { originOf, type HttpExchangeInput } from '@culprit/network';
import { below } from '../targets/base-url.ts';
import type { ModelMirror } from '../targets/model-mirror.ts';
import { hubs } from './hub.ts';

/** Whether a token may go there at all: encrypted, or within this machine. A certificate that fails keeps it back later. */
export const maySendToken = (endpoint: string): boolean => {
  const { secure, host } = originOf(endpoint);
  return secure || /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i.test(host);
};

/** A request to the mirror itself: the token goes along. */
export function toMirror({ endpoint, token, route }: Pick<ModelMirror, 'endpoint' | 'token' | 'route'>, path: string, fields: { readonly [name: string]: HeaderValue } = {}, method?: 'HEAD'): HttpExchangeInput {
  const credential: { readonly [name: string]: HeaderValue } = token === undefined || !maySendToken(endpoint) ? {} : { Authorization: { $secret: token.$secret, scheme: 'Bearer' } };
  return { url: below(endpoint, path), ...(method === undefined ? {} : { method }), headers: { ...fields, ...credential }, ...(route === undefined ? {} : { route }) };
}

/** The control plane: the entry of a repository. */
export const controlInput = (target: ModelMirror): HttpExchangeInput => toMirror(target, hubs[target.hub].control(target.repository), { Accept: 'application/json' });

/** The same without the token: what everybody is told. */
export const anonymousControlInput = ({ token: _token, ...target }: ModelMirror): HttpExchangeInput => controlInput(target);

/** The entry of a repository that everybody may see. */
export const knownControlInput = ({ token: _token, ...target }: ModelMirror): HttpExchangeInput => controlInput({ ...target, repository: hubs[target.hub].known });

/** The listing of a repository's files. */
export function listingInput(target: ModelMirror): HttpExchangeInput {
  const { listing, revision } = hubs[target.hub];
  return toMirror(target, listing(target.repository, target.revision ?? revision, false), { Accept: 'application/json' });
}

/** The path of a file on the mirror. */
export function filePath({ hub, repository, revision }: ModelMirror, file: string): string {
  return hubs[hub].file(repository, revision ?? hubs[hub].revision, file);
}
