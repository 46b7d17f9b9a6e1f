import { passwordLength, permissions, roles } from '@culprit/people';
import { Type, type Static, type TProperties, type TSchema } from 'typebox';

// The shapes of the API. Requests are validated by them, answers are cut to them, and OpenAPI shows them.
// Times are milliseconds since 1970 (UTC), as in the store.

const closed = { additionalProperties: false } as const;
const named = <P extends TProperties>(id: string, properties: P) => Type.Object(properties, { $id: id, ...closed });

/** What nobody changes once it is read. */
const many = <T extends TSchema>(items: T) => Type.Unsafe<readonly Static<T>[]>(Type.Array(items));

/** A schema that has a name, by reference: the document then shows it once. */
export const ref = <T extends TSchema>(schema: T) => Type.Unsafe<Static<T>>({ $ref: `${String(Reflect.get(schema, '$id'))}#` });
const oneOf = <const V extends readonly string[]>(values: V) => Type.Unsafe<V[number]>({ type: 'string', enum: [...values] });
const time = Type.Integer({ minimum: 0, maximum: 8.64e15 });
const count = Type.Integer({ minimum: 0 });
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const localized = <T extends TSchema>(schema: T) => Type.Object({ en: schema, 'zh-CN': schema });
/** Data whose shape belongs to a plugin or to core; it is passed on as it is. */
const anything = Type.Unsafe<unknown>({});
const anyObject = Type.Unsafe<{ readonly [name: string]: unknown }>({ type: 'object', additionalProperties: true });

const severity = oneOf(['critical', 'major', 'minor'] as const);
const verdict = oneOf(['up', 'down', 'inconclusive'] as const);
const role = oneOf(roles);
const permission = oneOf(permissions);

/** RFC 9457. `type` is about:blank plus a closed list of names; `title` is English, `detail` may hold both languages. */
export const Problem = named('Problem', {
  type: Type.String(), title: Type.String(), status: Type.Integer(),
  detail: Type.Optional(Type.String()), code: Type.String({ description: 'A word of a closed list, for programs' }),
  text: Type.Optional(localized(Type.String())), retryAfter: Type.Optional(Type.Integer({ description: 'Seconds' })),
});

export const Id = Type.Object({ id: text(200) });
export const Name = Type.Object({ name: text(100) });
export const Paging = Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }), after: Type.Optional(text(200)) });
const Span = Type.Object({ from: Type.Optional(time), to: Type.Optional(time) });

export const page = <T extends TSchema>(items: T) => Type.Object({ items: many(ref(items)), next: Type.Optional(Type.String({ description: 'Give it as "after" to get the following page' })) });
export const list = <T extends TSchema>(items: T) => Type.Object({ items: many(ref(items)) });

export const SetUpState = named('SetUpState', { needed: Type.Boolean(), passwordLength: Type.Object({ least: count, most: count }) });
const newPassword = Type.String({ minLength: 1, maxLength: passwordLength.most * 4 });
export const SetUp = named('SetUp', { token: text(100), name: text(64), password: newPassword });
export const LogIn = named('LogIn', { name: text(64), password: newPassword, code: Type.Optional(text(40)), recoveryCode: Type.Optional(text(40)) });

export const User = named('User', { id: Type.String(), name: Type.String(), role, disabled: Type.Boolean(), createdAt: time, secondFactor: Type.Boolean() });
export const NewUser = named('NewUser', { name: text(64), password: newPassword, role });
export const UserChange = named('UserChange', { role: Type.Optional(role), disabled: Type.Optional(Type.Boolean()), password: Type.Optional(newPassword), removeSecondFactor: Type.Optional(Type.Literal(true)) });

export const Me = named('Me', { user: ref(User), permissions: many(permission), recoveryCodesLeft: Type.Optional(count), token: Type.Optional(Type.String()) });
export const PasswordChange = named('PasswordChange', { present: newPassword, next: newPassword });
export const PasswordOnly = named('PasswordOnly', { password: newPassword });
export const Code = named('Code', { code: text(40) });
export const RecoveryCode = named('RecoveryCode', { recoveryCode: text(40) });
export const SecondFactorSecret = named('SecondFactorSecret', { uri: Type.String(), groups: Type.String(), qr: Type.String({ description: 'An SVG' }) });
export const RecoveryCodes = named('RecoveryCodes', { codes: many(Type.String()) });
export const Session = named('Session', { id: Type.String(), user: Type.String(), createdAt: time, seenAt: time, address: Type.String(), agent: Type.String(), current: Type.Boolean() });

export const Token = named('Token', { id: Type.String(), user: Type.String(), name: Type.String(), scopes: many(permission), createdAt: time, expiresAt: time, usedAt: Type.Optional(time) });
export const NewToken = named('NewToken', { name: text(100), scopes: Type.Array(permission, { minItems: 1, uniqueItems: true }), days: Type.Integer({ minimum: 1, maximum: 366, default: 90 }) });
export const MadeToken = named('MadeToken', { token: ref(Token), secret: Type.String({ description: 'Shown once' }) });
export const AuditEntry = named('AuditEntry', { id: count, at: time, actor: Type.String(), action: Type.String(), subject: Type.String(), address: Type.String() });

const phases = Type.Object({ name: Type.Optional(Type.Number()), connect: Type.Optional(Type.Number()), tls: Type.Optional(Type.Number()), firstByte: Type.Optional(Type.Number()) });
export const Result = named('Result', {
  target: Type.String(), dueAt: time, startedAt: time, tookMs: Type.Number(), verdict, attempts: count, phases,
  cause: Type.Optional(Type.String()), because: Type.Optional(Type.String()), node: Type.Optional(Type.String()), certificateNotAfter: Type.Optional(time),
});
export const Target = named('Target', {
  id: Type.String(), kind: Type.String(), label: Type.String(), tags: many(Type.String()), origin: oneOf(['config', 'api'] as const),
  paused: Type.Boolean(), intervalMs: count, jitterMs: count, timeoutMs: count, retries: count, retryDelayMs: count,
  entry: Type.Optional(Type.Unsafe<unknown>({ description: 'As it was written: a text, or an object with a kind' })),
  standing: Type.Optional(Type.Object({ verdict, since: time, latest: ref(Result) })),
  worst: Type.Optional(severity), incidents: many(Type.String({ description: 'Ids of the open incidents that touch it' })),
});
const changes = {
  label: Type.Optional(text(200)), tags: Type.Optional(Type.Array(text(60), { maxItems: 50, uniqueItems: true })), paused: Type.Optional(Type.Boolean()),
  intervalMs: Type.Optional(Type.Integer({ minimum: 1_000, maximum: 31 * 86_400_000 })), jitterMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 3_600_000 })),
  timeoutMs: Type.Optional(Type.Integer({ minimum: 500, maximum: 120_000 })), retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
  retryDelayMs: Type.Optional(Type.Integer({ minimum: 100, maximum: 600_000 })),
};
export const NewTarget = named('NewTarget', { entry: Type.Unsafe<string | { readonly kind: string }>({ description: 'What a person types (https://example.com), or an object with a kind', type: ['string', 'object'] }), ...changes });
export const TargetChange = named('TargetChange', changes);
export const Look = named('Look', { result: ref(Result), report: Type.Optional(anything) });
export const ReportEntry = named('ReportEntry', { target: Type.String(), dueAt: time, exitCode: Type.Integer() });
export const ReportParams = Type.Object({ id: text(200), dueAt: time });

export const SpanPage = Type.Object({ ...Span.properties, ...Paging.properties });
export const ResultQuery = Type.Object({ ...SpanPage.properties, verdict: Type.Optional(verdict) });

const resolution = oneOf(['minute', 'hour', 'day'] as const);
const resolved = Type.Unsafe<Static<typeof resolution>>({ ...resolution, default: 'hour' });
export const RollupQuery = Type.Object({ ...Span.properties, resolution: resolved, target: Type.Optional(text(200)), node: Type.Optional(Type.String({ maxLength: 200, description: '*: each server by itself' })), format: Type.Optional(oneOf(['json', 'csv'] as const)) });
export const Rollup = named('Rollup', {
  target: Type.String(), resolution, node: Type.String(), from: time, up: count, down: count, inconclusive: count, planned: count,
  tookMs: Type.Object({ sum: Type.Number(), min: Type.Number(), max: Type.Number() }),
});

const numbers = Type.Object({ n: count, bad: count, inconclusive: count, windowMs: count, value: Type.Optional(Type.Number()), threshold: Type.Optional(Type.Number()), clearsAt: Type.Optional(Type.Number()) });
const incidentText = Type.Object({
  title: Type.String(), witness: Type.Optional(Type.String()),
  remedies: many(Type.Object({ audience: Type.String(), title: Type.String(), steps: many(Type.String()), trial: Type.String() })),
});
export const Incident = named('Incident', {
  id: Type.String(), key: Type.String(), cause: Type.String(), subject: Type.String(), severity, owner: Type.String(), layer: Type.Optional(Type.String()),
  state: oneOf(['open', 'resolved'] as const), openedAt: time, changedAt: time, resolvedAt: Type.Optional(time), ended: Type.Optional(Type.String()),
  targets: many(Type.String()), touched: many(Type.String()), returns: count, flapping: Type.Boolean(),
  first: Type.Optional(Type.Object({ target: Type.String(), dueAt: time })), rule: Type.String(), numbers, text: localized(incidentText),
  docs: Type.Optional(Type.String()), told: many(Type.String()), revision: count,
});
export const IncidentQuery = Type.Object({ ...Paging.properties, state: Type.Optional(oneOf(['open', 'resolved'] as const)), target: Type.Optional(text(200)) });
const transition = Type.Object({ incident: Type.String(), revision: count, at: time, kind: Type.String(), targets: many(Type.String()) });
export const IncidentDetail = named('IncidentDetail', { incident: ref(Incident), transitions: many(transition) });
export const SelfFault = named('SelfFault', { id: Type.String(), kind: Type.String(), startedAt: time, endedAt: Type.Optional(time), text: localized(Type.String()), details: anyObject });

export const Delivery = named('Delivery', {
  id: count, channel: Type.String(), subject: Type.String(), kind: Type.String(), state: oneOf(['waiting', 'delivered', 'given-up'] as const),
  attempts: count, createdAt: time, nextAt: time, settledAt: Type.Optional(time), receipt: Type.Optional(Type.String()),
});
export const DeliveryQuery = Type.Object({ ...Paging.properties, state: Type.Optional(oneOf(['waiting', 'delivered', 'given-up'] as const)), channel: Type.Optional(text(100)) });
/** Rules, channels, spans of maintenance and heartbeats are validated by `@culprit/watch`, which says what is wrong in both languages. */
export const Setting = Type.Unsafe<{ readonly [name: string]: unknown }>({ $id: 'Setting', type: 'object', additionalProperties: true });
export const TestResult = named('TestResult', { outcome: Type.String(), receipt: Type.String() });

export const BeatQuery = Type.Object({ status: Type.Unsafe<'ok' | 'failed'>({ type: 'string', enum: ['ok', 'failed'], default: 'ok' }) });
export const LogInEvents = named('LogInEvents', {
  events: Type.Array(Type.Object({
    service: text(100), at: Type.Optional(time), outcome: oneOf(['success', 'failure', 'inconclusive'] as const), reason: Type.Optional(Type.String({ maxLength: 100 })),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  }, closed), { minItems: 1, maxItems: 1_000 }),
});
export const LogInCount = named('LogInCount', { service: Type.String(), at: time, outcome: Type.String(), reason: Type.String(), count });
export const LogInQuery = Type.Object({ ...Span.properties, service: Type.Optional(text(100)) });

export const Summary = named('Summary', {
  up: count, down: count, inconclusive: count, unseen: count, paused: count,
  incidents: Type.Object({ critical: count, major: count, minor: count }), health: anyObject,
});
export const ServerSettings = named('ServerSettings', {
  version: Type.String(), publicUrl: Type.String(), config: Type.Optional(Type.String()), plugins: many(Type.Object({ name: Type.String(), version: Type.String() })),
  outbound: Type.Object({ allow: many(Type.String()), deny: many(Type.String()) }), retention: anyObject,
  channelTypes: many(Type.Object({ type: Type.String(), text: localized(Type.String()), fields: anyObject })),
  kinds: many(Type.Object({ kind: Type.String(), schemes: many(Type.String()) })),
});

/** Every schema that has a name, for the document. */
export const schemas: readonly TSchema[] = [
  Problem, SetUpState, SetUp, LogIn, User, NewUser, UserChange, Me, PasswordChange, PasswordOnly, Code, RecoveryCode, SecondFactorSecret, RecoveryCodes, Session, Token, NewToken, MadeToken, AuditEntry,
  Result, Target, NewTarget, TargetChange, Look, ReportEntry, Rollup, Incident, IncidentDetail, SelfFault, Delivery, Setting, TestResult, LogInEvents, LogInCount, Summary, ServerSettings,
];
