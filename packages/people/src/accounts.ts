import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { hashPassword, verifyPassword, weaknessOf, type PasswordCost, type WeakPassword } from './password.ts';
import type { PeopleTables } from './people-tables.ts';
import type { Role } from './role.ts';

/** A person, without anything secret. Times are milliseconds since 1970. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly createdAt: number;
  /** Whether a one-time code is asked for at log-in. */
  readonly secondFactor: boolean;
}

/** Why an account is not made or changed. */
export type Refusal = WeakPassword | 'invalid-name' | 'name-taken' | 'last-admin' | 'not-found' | 'wrong-password';

/** Who may log in. */
export interface Accounts {
  count(): Promise<number>;
  list(): Promise<readonly User[]>;
  find(id: string): Promise<User | undefined>;
  create(given: { readonly name: string; readonly password: string; readonly role: Role }): Promise<User | Refusal>;
  /** There is always an administrator who is not disabled. Sessions of whoever is disabled or gets another role end. */
  change(id: string, change: { readonly role?: Role; readonly disabled?: boolean; readonly password?: string }): Promise<User | Refusal>;
  remove(id: string): Promise<Refusal | undefined>;
  /** Sets another password where the present one is known. */
  changePassword(id: string, present: string, next: string): Promise<Refusal | undefined>;
  /** Takes as long for a name that is not there. */
  verify(name: string, password: string): Promise<User | undefined>;
}

/** ASCII, so that no two names look alike. */
const validName = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;

export function createAccounts(database: Kysely<PeopleTables>, now: () => number, cost: PasswordCost): Accounts {
  const rows = () => database.selectFrom('users').select(['id', 'name', 'role', 'disabled', 'created_at', 'second_factor']);
  type Row = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>;
  const userOf = ({ id, name, role, disabled, created_at, second_factor }: Row): User =>
    ({ id, name, role, disabled: disabled !== 0, createdAt: created_at, secondFactor: second_factor !== 0 });
  const find = async (id: string): Promise<User | undefined> => {
    const row = await rows().where('id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : userOf(row);
  };
  const isLastAdmin = async ({ id, role, disabled }: User): Promise<boolean> => {
    if (role !== 'admin' || disabled) return false;
    return await database.selectFrom('users').select('id').where('role', '=', 'admin').where('disabled', '=', 0).where('id', '!=', id).executeTakeFirst() === undefined;
  };
  const endSessions = (id: string): Promise<unknown> => database.deleteFrom('sessions').where('user', '=', id).execute();
  return {
    find,
    count: async () => Number((await database.selectFrom('users').select(({ fn }) => fn.countAll().as('n')).executeTakeFirstOrThrow()).n),
    list: async () => (await rows().orderBy('name').execute()).map(userOf),
    async create({ name, password, role }) {
      if (!validName.test(name)) return 'invalid-name';
      const weakness = weaknessOf(password, name);
      if (weakness !== undefined) return weakness;
      const id = randomUUID();
      const hashed = await hashPassword(password, cost);
      const inserted = await database.insertInto('users').values({ id, name, role, password: hashed, disabled: 0, created_at: now(), enrolment: null, second_factor: 0 })
        .onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n ? { id, name, role, disabled: false, createdAt: now(), secondFactor: false } : 'name-taken';
    },
    async change(id, { role, disabled, password }) {
      const user = await find(id);
      if (user === undefined) return 'not-found';
      const weakness = password === undefined ? undefined : weaknessOf(password, user.name);
      if (weakness !== undefined) return weakness;
      const loses = (role !== undefined && role !== 'admin') || disabled === true;
      if (loses && await isLastAdmin(user)) return 'last-admin';
      await database.updateTable('users').where('id', '=', id).set({
        ...(role === undefined ? {} : { role }), ...(disabled === undefined ? {} : { disabled: disabled ? 1 : 0 }),
        ...(password === undefined ? {} : { password: await hashPassword(password, cost) }), id,
      }).execute();
      if (role !== undefined || disabled === true || password !== undefined) await endSessions(id);
      return await find(id) ?? 'not-found';
    },
    async remove(id) {
      const user = await find(id);
      if (user === undefined) return 'not-found';
      if (await isLastAdmin(user)) return 'last-admin';
      await endSessions(id);
      await database.deleteFrom('tokens').where('user', '=', id).execute();
      await database.deleteFrom('users').where('id', '=', id).execute();
      return undefined;
    },
    async changePassword(id, present, next) {
      const user = await database.selectFrom('users').select(['name', 'password']).where('id', '=', id).executeTakeFirst();
      if (user === undefined) return 'not-found';
      if (!await verifyPassword(present, user.password, cost)) return 'wrong-password';
      const weakness = weaknessOf(next, user.name);
      if (weakness !== undefined) return weakness;
      await database.updateTable('users').where('id', '=', id).set({ password: await hashPassword(next, cost) }).execute();
      await endSessions(id);
      return undefined;
    },
    async verify(name, password) {
      const found = await database.selectFrom('users').select(['id', 'password', 'disabled']).where(sql`lower(name)`, '=', name.toLowerCase()).executeTakeFirst();
      const right = await verifyPassword(password, found?.password, cost);
      return right && found?.disabled === 0 ? find(found.id) : undefined;
    },
  };
}
