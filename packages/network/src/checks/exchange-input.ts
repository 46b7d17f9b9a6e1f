import type { HttpExchangeInput } from '../facts/http-exchange.ts';
import type { HttpResource } from '../targets/http-resource.ts';

/** The request that an http-resource stands for. */
export function exchangeInput({ url, method, headers, route }: HttpResource): HttpExchangeInput {
  return {
    url,
    ...(method === undefined ? {} : { method }),
    ...(headers === undefined ? {} : { headers }),
    ...(route === undefined ? {} : { route }),
  };
}
