import type { Request, Suspicion } from '@culprit/core';
import { tokenReading } from '../facts/token-reading.ts';
import { token, type Token } from '../targets/token.ts';
import type { TokenReading } from './read-token.ts';

/** The token that the failure is about. */
export function suspectedToken(suspicion: Suspicion): Token {
  const data = suspicion.related(token);
  if (data === undefined) throw new Error('a cause of tokens was suspected without a token');
  return data;
}

export const readingOf = (suspicion: Suspicion): Request<TokenReading> => tokenReading.of({ token: suspectedToken(suspicion).token });
