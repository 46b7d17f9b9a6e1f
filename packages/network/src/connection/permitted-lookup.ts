import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Permits } from '@culprit/core';
import { notPermitted } from './connect-error.ts';

/**
 * A `lookup` for sockets that resolve a name themselves: judges the very addresses that will be connected to, so that a
 * name that resolves differently the second time can't slip past. The socket fails with the code `NOT_PERMITTED`.
 */
export const permittedLookup = (permits: Permits, port: number): LookupFunction => (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error !== null) return callback(error, '', 0);
    const permitted = found.filter(({ address }) => permits({ host: hostname, port, address }));
    const [first] = permitted;
    if (first === undefined) return callback(Object.assign(new Error('connecting there is not permitted'), { code: notPermitted }), '', 0);
    return options.all === true ? callback(null, permitted) : callback(null, first.address, first.family);
  });
};
