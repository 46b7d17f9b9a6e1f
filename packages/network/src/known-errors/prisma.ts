import { defineKnownErrors, type KnownError } from '@culprit/core';
import { nxdomain, refused, timedOut } from './possible-causes.ts';

/** What Prisma says of every database: https://www.prisma.io/docs/orm/reference/error-reference */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/prisma-unreachable', program: 'prisma', literals: ["Can't reach database server at"], pattern: /\bCan't reach database server at `(?<endpoint>[\w.:[\]-]{3,253}:\d{1,5})`/,
    causes: [refused, timedOut, nxdomain],
    examples: { matches: ["Error: P1001: Can't reach database server at `db.example.com:5432`"], nearMisses: ["Can't reach database server at all"] },
  },
]);
