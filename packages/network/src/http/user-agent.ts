import { version } from '@culprit/core';

/** What the User-Agent field says (RFC 9110 §10.1.5). */
export const userAgent: string = `culprit/${version}`;
