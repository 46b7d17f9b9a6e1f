import { defineFact, type Blocked, type Fact, type GatherContext, type Request } from '@culprit/core';
import { httpExchange, type HttpExchange } from '@culprit/network';
import { dialectOf } from '../dialects/dialect-of.ts';
import { readErrorDocument } from '../dialects/error-document.ts';
import type { Dialect } from '../dialects/rule.ts';
import { addressOf, listingUrl, type StoreAccess } from '../live/access.ts';

export type StorageServiceInput = Pick<StoreAccess, 'endpoint' | 'bucket' | 'style' | 'route'>;

/** Who answers where a store is expected, by an unsigned request for the bucket's listing. */
export type StorageService = {
  /** `web-page`: HTML that no store sends. `other`: neither a store's document nor any mark of one. */
  readonly outcome: 'object-storage' | 'web-page' | 'other';
  readonly dialect?: Dialect;
  readonly status: number;
  readonly code?: string;
  readonly server?: string;
  /** Whether the bucket may be listed by anybody. */
  readonly public: boolean;
};

type Needs = { readonly exchange: Request<HttpExchange, never> };

/** Whether a store answers at all, and whose: asked before anything is signed. */
export const storageService: Fact<StorageServiceInput, StorageService, never> = defineFact<StorageServiceInput, StorageService, Needs, never>({
  id: 'storage-endpoint/storage-service',
  needs: (input) => ({ exchange: httpExchange.of({ url: listingUrl(input), ...(input.route === undefined ? {} : { route: input.route }) }) }),
  gather: async ({ input, facts: { exchange }, blocked }: GatherContext<StorageServiceInput, Needs, never>): Promise<StorageService | Blocked> => {
    if (exchange.outcome !== 'answered') return blocked('exchange');
    const document = readErrorDocument(exchange.body.text);
    const dialect = dialectOf(addressOf(input).host, exchange.headers);
    const marked = dialectOf('', exchange.headers) !== undefined || exchange.headers['x-amz-request-id'] !== undefined;
    return {
      outcome: document.ofStore || (marked && document.body !== 'html') || exchange.headers['x-trans-id'] !== undefined ? 'object-storage' : document.body === 'html' ? 'web-page' : 'other',
      ...(dialect === undefined ? {} : { dialect }), status: exchange.status,
      ...(document.code === undefined ? {} : { code: document.code }),
      ...(exchange.headers['server'] === undefined ? {} : { server: exchange.headers['server'].slice(0, 60) }),
      public: exchange.status === 200 && document.ofStore,
    };
  },
  exhibit: (value) => value,
});
