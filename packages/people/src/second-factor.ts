import {
  activateEnrolment, beginEnrolment, checkRecoveryCode, confirmEnrolment, createSqlStore, defaultPolicy, drawQrAsSvg, generateRecoveryCodes, issueRecoveryCodes, readSecret, verifyCode,
  type Enrolment,
} from '@culprit/mfa';
import { CompiledQuery, type Kysely } from 'kysely';
import type { PeopleTables } from './people-tables.ts';
import type { Seal } from './sealed.ts';

/** What came of a code at log-in. `reused`: it was right and has counted already. */
type CodeOutcome = 'accepted' | 'wrong' | 'reused' | 'clock-set-back' | 'rate-limited';

/** Why an enrolment does not go on. */
type EnrolmentTrouble = 'wrong' | 'nothing-pending' | 'expired' | 'not-confirmed' | 'changed-meanwhile';

/** One-time codes (RFC 6238) beside the password, and recovery codes for whoever lost the device. */
export interface SecondFactor {
  /** Makes a secret that holds once {@link confirm} has seen a code of it; to be shown to its owner alone. */
  begin(user: string, name: string): Promise<{ readonly uri: string; readonly groups: string; readonly qr: string }>;
  /** Resolves to ten recovery codes, told here and never again; or to why not. It holds once {@link activate} has seen one of them. */
  confirm(user: string, code: string): Promise<readonly string[] | EnrolmentTrouble>;
  /** `recoveryCode`: one of those, typed back, so that nobody goes on without having kept them. It stays good. */
  activate(user: string, recoveryCode: string): Promise<EnrolmentTrouble | undefined>;
  verify(user: string, code: string): Promise<CodeOutcome>;
  useRecoveryCode(user: string, code: string): Promise<{ readonly remaining: number } | undefined>;
  recoveryCodesLeft(user: string): Promise<number>;
  /** New recovery codes in place of all earlier ones; `undefined`: there is no factor in force, or it was changed meanwhile. */
  renewRecoveryCodes(user: string): Promise<readonly string[] | undefined>;
  remove(user: string): Promise<void>;
}

export function createSecondFactor(database: Kysely<PeopleTables>, seal: Seal, now: () => number): SecondFactor {
  const execute = (text: string, values: readonly unknown[]) => database.executeQuery<Readonly<Record<string, unknown>>>(CompiledQuery.raw(text, [...values]));
  const store = createSqlStore({
    run: async (text, values) => Number((await execute(text, values)).numAffectedRows ?? 0n),
    first: async (text, values) => (await execute(text, values)).rows[0],
  });
  const read = async (user: string): Promise<{ readonly sealed: string | null; readonly enrolment: Enrolment }> => {
    const sealed = (await database.selectFrom('users').select('enrolment').where('id', '=', user).executeTakeFirst())?.enrolment ?? null;
    const text = sealed === null ? undefined : seal.open(sealed, user);
    // Sealed by us and bound to the user: it is what was written.
    return { sealed, enrolment: text === undefined ? {} : JSON.parse(text) as Enrolment };
  };
  /** Only over what was read, so that two uses at once don't both count. */
  const write = async (user: string, before: string | null, enrolment: Enrolment): Promise<boolean> => {
    const written = await database.updateTable('users').where('id', '=', user).where('enrolment', 'is', before)
      .set({ enrolment: seal.seal(JSON.stringify(enrolment), user), second_factor: enrolment.active === undefined ? 0 : 1 }).executeTakeFirst();
    return written.numUpdatedRows === 1n;
  };
  const bytesOf = (secret: string): Uint8Array => {
    const found = readSecret(secret);
    if (found.outcome !== 'read') throw new Error('a stored secret can not be read');
    return found.bytes;
  };
  const troubleOf = (outcome: string): EnrolmentTrouble => (outcome === 'nothing-pending' || outcome === 'expired' || outcome === 'not-confirmed' ? outcome : 'wrong');
  return {
    async begin(user, name) {
      const current = await read(user);
      const { enrolment, uri, groups } = beginEnrolment(current.enrolment, { issuer: 'Culprit', account: name, policy: defaultPolicy, nowMs: now() });
      await write(user, current.sealed, enrolment);
      return { uri, groups, qr: await drawQrAsSvg(uri) };
    },
    async confirm(user, code) {
      const { sealed, enrolment } = await read(user);
      if (enrolment.pending === undefined) return 'nothing-pending';
      const confirmed = await confirmEnrolment(enrolment, bytesOf(enrolment.pending.factor.secret), code, now());
      const issued = confirmed.outcome === 'confirmed' ? await issueRecoveryCodes(confirmed.enrolment, now()) : confirmed;
      if (issued.outcome !== 'issued') return troubleOf(issued.outcome);
      return await write(user, sealed, issued.enrolment) ? issued.codes : 'changed-meanwhile';
    },
    async activate(user, recoveryCode) {
      const { sealed, enrolment } = await read(user);
      const activated = await activateEnrolment(enrolment, recoveryCode, now());
      if (activated.outcome !== 'activated') return troubleOf(activated.outcome);
      // The code that confirmed it has counted.
      const { state, version } = await store.read(user);
      await store.compareAndSet(user, version, { ...state, lastCounter: activated.enrolment.active?.lastCounter ?? -1 });
      return await write(user, sealed, activated.enrolment) ? undefined : 'changed-meanwhile';
    },
    async verify(user, code) {
      const { active } = (await read(user)).enrolment;
      if (active === undefined) return 'wrong';
      const { outcome } = await verifyCode({ secret: bytesOf(active.secret), policy: active.policy, code, account: user, store, now: () => new Date(now()) });
      return outcome === 'malformed' ? 'wrong' : outcome === 'contended' ? 'rate-limited' : outcome;
    },
    async useRecoveryCode(user, code) {
      const { sealed, enrolment } = await read(user);
      if (enrolment.recovery === undefined) return undefined;
      const checked = await checkRecoveryCode(code, enrolment.recovery, new Date(now()));
      return checked.outcome === 'accepted' && await write(user, sealed, { ...enrolment, recovery: checked.stored }) ? { remaining: checked.remaining } : undefined;
    },
    recoveryCodesLeft: async (user) => (await read(user)).enrolment.recovery?.codes.filter(({ usedAt }) => usedAt === undefined).length ?? 0,
    async renewRecoveryCodes(user) {
      const { sealed, enrolment } = await read(user);
      if (enrolment.active === undefined) return undefined;
      const { codes, stored } = await generateRecoveryCodes();
      return await write(user, sealed, { ...enrolment, recovery: stored }) ? codes : undefined;
    },
    async remove(user) {
      await database.updateTable('users').where('id', '=', user).set({ enrolment: null, second_factor: 0 }).execute();
    },
  };
}
