import { createHash } from 'node:crypto';
import type { HttpBehaviour } from './http-behaviour.ts';
import type { HttpHandlerOptions } from './http-handler.ts';
import { tinyWeights } from './model-hub.ts';

/**
 * A hub as ModelScope's client knows it (modelscope/hub/api.py): an envelope around every answer, and one path for all
 * files, which redirects large ones to `dataUrl` where it is given. It has `lab/tiny`. For {@link startHttpServer}.
 */
export function modelScopeHub({ dataUrl }: { readonly dataUrl?: string } = {}): HttpHandlerOptions {
  const enveloped = (data: object): HttpBehaviour => ({ body: { json: { Code: 200, Success: true, Message: 'success', Data: data } } });
  const sha256 = createHash('sha256').update(tinyWeights).digest('hex');
  return {
    routes: {
      '/api/v1/models/lab/tiny': enveloped({ Name: 'tiny', Path: 'lab' }),
      '/api/v1/models/lab/tiny/repo/files': enveloped({ Files: [{ Type: 'blob', Path: 'model.safetensors', Size: tinyWeights.length, Sha256: sha256, IsLFS: true }] }),
      '/api/v1/models/lab/tiny/repo': dataUrl === undefined
        ? { status: 206, headers: { 'Content-Range': `bytes 0-0/${tinyWeights.length}` }, body: tinyWeights.slice(0, 1) }
        : { redirect: `${dataUrl}/lab/tiny/${sha256}?Expires=1&Signature=${sha256}` },
    },
    fallback: { status: 404, body: { json: { Code: 10010205001, Success: false, Message: 'record not found', Data: null } } },
  };
}
