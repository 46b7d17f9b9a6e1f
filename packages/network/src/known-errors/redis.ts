import { defineKnownErrors, type KnownError } from '@culprit/core';
import { noPassword, refused, wrongPassword } from './possible-causes.ts';

/** What Redis's clients say. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/redis-connect', program: 'redis', literals: ['Could not connect to Redis at', '. Connection refused.'], pattern: /\bCould not connect to Redis at (?<endpoint>[\w.:[\]-]{3,253}): Connection refused|\bError 111 connecting to (?<address>[\w.:[\]-]{3,253})\. Connection refused/,
    causes: [refused],
    examples: { matches: ['Could not connect to Redis at 127.0.0.1:6379: Connection refused', 'redis.exceptions.ConnectionError: Error 111 connecting to localhost:6379. Connection refused.'], nearMisses: ['Could not connect to Redis at 127.0.0.1:6379: Connection timed out'] },
  },
  {
    id: 'network/redis-password', program: 'redis', literals: ['WRONGPASS'], pattern: /\bWRONGPASS invalid username-password pair/,
    causes: [wrongPassword],
    examples: { matches: ['redis.exceptions.AuthenticationError: WRONGPASS invalid username-password pair or user is disabled.'], nearMisses: ['WRONGPASSAGE'] },
  },
  {
    id: 'network/redis-no-password', program: 'redis', literals: ['NOAUTH Authentication required'], pattern: /\bNOAUTH Authentication required/,
    causes: [noPassword],
    examples: { matches: ['(error) NOAUTH Authentication required.'], nearMisses: ['NOAUTH is fine'] },
  },
]);
