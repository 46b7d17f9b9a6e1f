import type { Examiner, Manifest, Permits } from '@culprit/core';
import type { People } from '@culprit/people';
import type { Store, Watch } from '@culprit/watch';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';
import type { Supplied } from '../policy/supplied-target.ts';

/** What the API is made of. */
export interface Parts {
  readonly watch: Watch;
  readonly store: Store;
  readonly people: People;
  readonly examiner: Examiner;
  readonly plugins: readonly Manifest[];
  /** Where targets that did not come from the config file may lead. */
  readonly permits: Permits;
  readonly supplied: Supplied;
  readonly settings: PublicSettings;
  readonly now: () => number;
}

/** What of the settings people may see. */
interface PublicSettings {
  /** Without a final slash: `https://culprit.example.com`. */
  readonly publicUrl: string;
  readonly config?: string;
  readonly outbound: { readonly allow: readonly string[]; readonly deny: readonly string[] };
}

export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, TypeBoxTypeProvider>;
