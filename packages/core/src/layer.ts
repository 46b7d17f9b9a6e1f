/** The layers of a way into a service, in the order in which a client meets them. */
export const layers = ['machine', 'name', 'connection', 'proxy', 'tls', 'identity', 'http', 'account', 'service'] as const;
export type Layer = (typeof layers)[number];

/** Who can change what is wrong, in the order in which they are asked to. */
export const owners = ['machine', 'network', 'path', 'service', 'account'] as const;
export type Owner = (typeof owners)[number];
