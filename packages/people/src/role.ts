/** What a person may do: see; see and change what is watched; everything. */
export type Role = 'viewer' | 'editor' | 'admin';

export const roles: readonly Role[] = ['viewer', 'editor', 'admin'];

/** What a request needs, and what a token may be limited to. `events`: send heartbeats and log-in events in. */
export type Permission = 'read' | 'write' | 'events' | 'metrics' | 'admin';

export const permissions: readonly Permission[] = ['read', 'write', 'events', 'metrics', 'admin'];

const granted: { readonly [R in Role]: readonly Permission[] } = {
  viewer: ['read', 'metrics'],
  editor: ['read', 'metrics', 'write', 'events'],
  admin: permissions,
};

/** Whether a role grants a permission; a token never has more than its owner, and of that only what it is limited to. */
export const grants = (role: Role, permission: Permission, scopes: readonly Permission[] = permissions): boolean =>
  granted[role].includes(permission) && scopes.includes(permission);
