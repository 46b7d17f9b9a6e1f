import {
  activateEnrolment, beginEnrolment, checkRecoveryCode, confirmEnrolment, createSqlStore, defaultPolicy, drawQrAsSvg, generateRecoveryCodes, readSecret, verifyCode,
  type Enrolment, type StoredRecoveryCodes,
} from '@culprit/mfa';
import { CompiledQuery, type Kysely } from 'kysely';
import type { PeopleTables } from './people-tables.ts';
import type { Seal } from './sealed.ts';

/** What came of a code at log-in. `reused`: it was right and has counted already. */
export type CodeOutcome = 'accepted' | 'wrong' | 'reused' | 'clock-set-back' | 'rate-limited';

/** One-time codes (RFC 6238) beside the password, and recovery codes for whoever lost the device. */
export interface SecondFactor {
  /** Makes a secret that holds once {@link confirm} has seen a code of it; to be shown to its owner alone. */
  begin(user: string, name: string): Promise<{ readonly uri: string; readonly groups: string; readonly qr: string }>;
  /** Resolves to ten recovery codes, told here and never again; or to why not. */
  confirm(user: string, code: string): Promise<readonly string[] | 'wrong' | 'nothing-pending'>;
  verify(user: string, code: string): Promise<CodeOutcome>;
  useRecoveryCode(user: string, code: string): Promise<{ readonly remaining: number } | undefined>;
  recoveryCodesLeft(user: string): Promise<number>;
  /** New recovery codes in place of all earlier ones. */
  renewRecoveryCodes(user: string): Promise<readonly string[]>;
  remove(user: string): Promise<void>;
}

export function createSecondFactor(database: Kysely<PeopleTables>, seal: Seal, now: () => number): SecondFactor {
  const execute = (text: string, values: readonly unknown[]) => database.executeQuery<Readonly<Record<string, unknown>>>(CompiledQuery.raw(text, [...values]));
  const store = createSqlStore({
    run: async (text, values) => Number((await execute(text, values)).numAffectedRows ?? 0n),
    first: async (text, values) => (await execute(text, values)).rows[0],
  });
  const rowOf = (user: string) => database.selectFrom('users').select(['enrolment', 'recovery']).where('id', '=', user).executeTakeFirst();
  const read = async (user: string): Promise<Enrolment> => {
    const sealed = (await rowOf(user))?.enrolment;
    const text = sealed === null || sealed === undefined ? undefined : seal.open(sealed, user);
    // Sealed by us and bound to the user: it is what was written.
    return text === undefined ? {} : JSON.parse(text) as Enrolment;
  };
  const write = async (user: string, enrolment: Enrolment, recovery?: StoredRecoveryCodes): Promise<void> => {
    await database.updateTable('users').where('id', '=', user)
      .set({ enrolment: seal.seal(JSON.stringify(enrolment), user), ...(recovery === undefined ? {} : { recovery: JSON.stringify(recovery) }) }).execute();
  };
  const recoveryOf = async (user: string): Promise<StoredRecoveryCodes | undefined> => {
    const text = (await rowOf(user))?.recovery;
    return text === null || text === undefined ? undefined : JSON.parse(text) as StoredRecoveryCodes;
  };
  const bytesOf = (secret: string): Uint8Array => {
    const found = readSecret(secret);
    if (found.outcome !== 'read') throw new Error('a stored secret can not be read');
    return found.bytes;
  };
  return {
    async begin(user, name) {
      const { enrolment, uri, groups } = beginEnrolment(await read(user), { issuer: 'Culprit', account: name, policy: defaultPolicy, nowMs: now() });
      await write(user, enrolment);
      return { uri, groups, qr: await drawQrAsSvg(uri) };
    },
    async confirm(user, code) {
      const current = await read(user);
      if (current.pending === undefined) return 'nothing-pending';
      const confirmed = await confirmEnrolment(current, bytesOf(current.pending.factor.secret), code, now());
      if (confirmed.outcome === 'refused') return 'wrong';
      const activated = confirmed.outcome === 'confirmed' ? activateEnrolment(confirmed.enrolment, now()) : confirmed;
      if (activated.outcome !== 'activated') return 'nothing-pending';
      const { codes, stored } = await generateRecoveryCodes();
      const { state, version } = await store.read(user);
      await store.compareAndSet(user, version, { ...state, lastCounter: activated.enrolment.active?.lastCounter ?? -1 });
      await write(user, activated.enrolment, stored);
      return codes;
    },
    async verify(user, code) {
      const { active } = await read(user);
      if (active === undefined) return 'wrong';
      const { outcome } = await verifyCode({ secret: bytesOf(active.secret), policy: active.policy, code, account: user, store, now: () => new Date(now()) });
      return outcome === 'malformed' ? 'wrong' : outcome === 'contended' ? 'rate-limited' : outcome;
    },
    async useRecoveryCode(user, code) {
      const before = (await rowOf(user))?.recovery;
      if (before === null || before === undefined) return undefined;
      const checked = await checkRecoveryCode(code, JSON.parse(before) as StoredRecoveryCodes, new Date(now()));
      if (checked.outcome !== 'accepted') return undefined;
      // Only over what was read, so that two uses at once don't both count.
      const written = await database.updateTable('users').where('id', '=', user).where('recovery', '=', before).set({ recovery: JSON.stringify(checked.stored) }).executeTakeFirst();
      return written.numUpdatedRows === 1n ? { remaining: checked.remaining } : undefined;
    },
    recoveryCodesLeft: async (user) => (await recoveryOf(user))?.codes.filter(({ usedAt }) => usedAt === undefined).length ?? 0,
    async renewRecoveryCodes(user) {
      const { codes, stored } = await generateRecoveryCodes();
      await write(user, await read(user), stored);
      return codes;
    },
    async remove(user) {
      await database.updateTable('users').where('id', '=', user).set({ enrolment: null, recovery: null }).execute();
    },
  };
}
