import { isIP } from 'node:net';
import type { Permits } from '@culprit/core';
import { permittedLookup } from '@culprit/network';
import type { Agent, buildConnector } from 'undici';

/** What channels send with. Disposing closes its connections. */
export interface GuardedFetch extends AsyncDisposable {
  readonly fetch: typeof globalThis.fetch;
}

/**
 * A `fetch` that connects only where it is permitted, judged by the very address at the moment of connecting, at each
 * redirect and each new connection. It never goes through a proxy of the environment, which would look names up by itself.
 */
export function guardedFetch(permits: Permits): GuardedFetch {
  let made: Promise<Agent> | undefined;
  const agent = async (): Promise<Agent> => {
    // Most servers tell somebody something once in a while.
    const undici = await import('undici');
    const connect: buildConnector.connector = (options, callback) => {
      const port = Number(options.port || (options.protocol === 'https:' ? '443' : '80'));
      const host = options.hostname.replace(/^\[|\]$/g, '');
      if (isIP(host) > 0 && !permits({ host, port, address: host })) return callback(Object.assign(new Error('connecting there is not permitted'), { code: 'NOT_PERMITTED' }), null);
      undici.buildConnector({ timeout: 10_000, lookup: permittedLookup(permits, port) })(options, callback);
    };
    return new undici.Agent({ connect, keepAliveTimeout: 4_000, headersTimeout: 20_000, bodyTimeout: 20_000 });
  };
  const send = async (input: string, init?: object): Promise<unknown> => {
    const dispatcher = await (made ??= agent());
    return (await import('undici')).fetch(input, { ...init, dispatcher });
  };
  return {
    // undici's own types and those of Node describe the same function.
    fetch: send as unknown as typeof globalThis.fetch,
    [Symbol.asyncDispose]: async () => (await made)?.destroy(),
  };
}
