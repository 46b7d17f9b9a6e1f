import type { HttpExchangeInput } from '@culprit/network';
import { below } from '../targets/base-url.ts';
import type { ProfiledService } from '../targets/profiled-service.ts';
import { profileOf } from './profiles.ts';

/** The request for the health answer of a service. */
export function healthInput({ baseUrl, profile, expect, route }: ProfiledService): HttpExchangeInput {
  const { path, requestHeaders } = profileOf(profile, expect);
  return { url: below(baseUrl, path), ...(requestHeaders === undefined ? {} : { headers: requestHeaders }), ...(route === undefined ? {} : { route }) };
}
