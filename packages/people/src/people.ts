import type { Kysely } from 'kysely';
import { createAccounts, type Accounts, type Refusal, type User } from './accounts.ts';
import { createAttempts } from './attempts.ts';
import { createAuditLog, type AuditLog } from './audit-log.ts';
import { newSecret, sameSecret } from './opaque-token.ts';
import { passwordCost, type PasswordCost } from './password.ts';
import type { PeopleTables } from './people-tables.ts';
import type { Seal } from './sealed.ts';
import { createSecondFactor, type SecondFactor } from './second-factor.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createTokens, type Tokens } from './tokens.ts';

/** What a person gives to get in. `before`: the session that the browser still has. */
export interface LogIn {
  readonly name: string;
  readonly password: string;
  /** A one-time code, or a recovery code in its place. */
  readonly code?: string;
  readonly recoveryCode?: string;
  readonly address: string;
  readonly agent: string;
  readonly before?: string | undefined;
  /** What an earlier log-in gave this browser to be known by. */
  readonly device?: string | undefined;
}

type LoggedIn =
  /** `device`: for the browser to keep, whoever logs out. It opens nothing; see {@link deviceDays}. */
  | { readonly outcome: 'accepted'; readonly user: User; readonly session: string; readonly device: string; readonly recoveryCodesLeft?: number }
  /** Name or password is wrong, or the account is disabled: which, is nobody's business. */
  | { readonly outcome: 'refused' }
  /** The password is right. `reason` says what is wrong with the code, where one was given. */
  | { readonly outcome: 'code-needed'; readonly reason?: 'wrong' | 'reused' | 'clock-set-back' | 'rate-limited' }
  | { readonly outcome: 'wait'; readonly retryAfterMs: number };

/** Everybody who may get in, and how. */
export interface People {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly secondFactor: SecondFactor;
  readonly audit: AuditLog;
  /** While nobody has an account: the token by which the first administrator is made. Another one at each start. */
  setUpToken(): Promise<string | undefined>;
  /** `undefined`: the token is wrong, or somebody was set up already. */
  setUp(token: string, name: string, password: string): Promise<User | Refusal | undefined>;
  logIn(given: LogIn): Promise<LoggedIn>;
  prune(): Promise<void>;
}

export interface PeopleOptions {
  /** With the tables of `peopleMigrations`. */
  readonly database: Kysely<PeopleTables>;
  readonly seal: Seal;
  readonly now: () => number;
  /** Milliseconds of a clock that nobody puts forward or back. Default: the system's. */
  readonly steady?: () => number;
  /** Default: what OWASP recommends. */
  readonly cost?: PasswordCost;
}

/** Passwords are hashed one after the other. Guesses from many addresses, under many names, would pile up: no more than some ten seconds of work does. */
const mostVerifying = 64;
const crowdedMs = 5_000;
/** So many more of those that known browsers send. */
const mostOfKnown = 8;

/** After so many failures in a row waiting begins: for a name from one address, for it from anywhere, and for a known browser. */
const free = { address: 5, name: 50, device: 5 } as const;

/** How long a browser that somebody logged in with is known by what it was given: the longest that browsers keep a cookie. */
export const deviceDays = 400;
const deviceContext = 'device';

export function createPeople({ database, seal, now, steady = () => performance.now(), cost = passwordCost }: PeopleOptions): People {
  const [accounts, sessions, tokens] = [createAccounts(database, now, cost), createSessions(database, now), createTokens(database, now)];
  const [secondFactor, audit] = [createSecondFactor(database, seal, now), createAuditLog(database, now)];
  const [fromAddress, forName, fromDevice] = [createAttempts(steady, free.address), createAttempts(steady, free.name), createAttempts(steady, free.device)];
  const token = newSecret();
  let settingUp = false;
  let verifying = 0;
  const deviceFor = (who: string): string => seal.seal(`${now()} ${newSecret()} ${who}`, deviceContext);
  /** What a browser is counted by where this person logged in with it before. */
  const knownDevice = (given: string | undefined, who: string): string | undefined => {
    const opened = given === undefined || given.length > 1_000 ? undefined : seal.open(given, deviceContext);
    const [at, id, owner] = opened?.split(' ') ?? [];
    return owner === who && now() - Number(at) < deviceDays * 86_400_000 ? id : undefined;
  };
  return {
    accounts, sessions, tokens, secondFactor, audit,
    setUpToken: async () => (await accounts.count() === 0 ? token : undefined),
    async setUp(given, name, password) {
      if (!sameSecret(given, token) || settingUp) return undefined;
      settingUp = true;
      try {
        return await accounts.count() > 0 ? undefined : await accounts.create({ name, password, role: 'admin' });
      } finally {
        settingUp = false;
      }
    },
    async logIn({ name, password, code, recoveryCode, address, agent, before, device }) {
      const who = name.toLowerCase().slice(0, 64);
      const known = knownDevice(device, who);
      // OWASP, "Slow Down Online Guessing Attacks with Device Cookies": guesses of strangers keep strangers waiting, and nobody who was in before.
      const counts = known === undefined ? [{ attempts: fromAddress, key: `${who} ${address}` }, { attempts: forName, key: who }] : [{ attempts: fromDevice, key: known }];
      const retryAfterMs = Math.max(...counts.map(({ attempts, key }) => attempts.waitMs(key)));
      if (retryAfterMs > 0) return { outcome: 'wait', retryAfterMs };
      const refuse = async <T extends LoggedIn>(result: T): Promise<T> => {
        for (const { attempts, key } of counts) attempts.failed(key);
        await audit.write({ actor: '-', action: 'log-in-failed', subject: who, address });
        return result;
      };
      if (verifying >= mostVerifying + (known === undefined ? 0 : mostOfKnown)) return { outcome: 'wait', retryAfterMs: crowdedMs };
      verifying += 1;
      const user = await accounts.verify(name, password).finally(() => (verifying -= 1));
      if (user === undefined) return refuse({ outcome: 'refused' });
      let left: number | undefined;
      if (user.secondFactor && recoveryCode !== undefined) {
        left = (await secondFactor.useRecoveryCode(user.id, recoveryCode))?.remaining;
        if (left === undefined) return refuse({ outcome: 'code-needed', reason: 'wrong' });
      } else if (user.secondFactor) {
        if (code === undefined) return { outcome: 'code-needed' };
        const reason = await secondFactor.verify(user.id, code);
        if (reason !== 'accepted') return refuse({ outcome: 'code-needed', reason });
      }
      for (const { attempts, key } of counts) attempts.succeeded(key);
      const session = await sessions.open(user.id, { address, agent, before });
      await audit.write({ actor: user.name, action: left === undefined ? 'log-in' : 'log-in-by-recovery-code', subject: user.name, address });
      return { outcome: 'accepted', user, session, device: deviceFor(who), ...(left === undefined ? {} : { recoveryCodesLeft: left }) };
    },
    async prune() {
      await sessions.prune();
      await audit.prune();
    },
  };
}
