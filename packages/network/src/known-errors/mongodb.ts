import { defineKnownErrors, type KnownError } from '@culprit/core';
import { wrongPassword } from './possible-causes.ts';

/** What MongoDB's drivers say. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/mongodb-password', program: 'mongodb', literals: ['bad auth : Authentication failed', 'MongoServerError: Authentication failed'], pattern: /\bbad auth ?: Authentication failed|\bMongoServerError: Authentication failed/i,
    causes: [wrongPassword],
    examples: { matches: ['MongoServerError: bad auth : Authentication failed', 'MongoServerError: Authentication failed.'], nearMisses: ['MongoServerSelectionError: connect ECONNREFUSED 127.0.0.1:27017'] },
  },
]);
