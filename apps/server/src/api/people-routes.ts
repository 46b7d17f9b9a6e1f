import type { FastifyReply, FastifyRequest } from 'fastify';
import { grants, passwordLength, permissions, type Refusal } from '@culprit/people';
import { audited, deviceCookie, identityOf, sessionCookie } from './identity.ts';
import type { App, Parts } from './parts.ts';
import { ProblemError } from './problem.ts';
import * as s from './schemas.ts';

/** Guessing is slow from one address as well as for one account. */
const guarded = { rateLimit: { max: 20, timeWindow: 60_000 } } as const;
const nothing = { 204: { type: 'null', description: 'Done' } } as const;
const at = (tag: string, summary: string): { readonly tags: string[]; readonly summary: string } => ({ tags: [tag], summary });

/** Set-up, log-in, one's own account, users, tokens and the audit log. */
export async function peopleRoutes(app: App, parts: Parts): Promise<void> {
  const { people } = parts;
  const cookie = sessionCookie(parts);
  const device = deviceCookie(parts);
  const agentOf = (request: FastifyRequest): string => request.headers['user-agent'] ?? '';
  const refused = (refusal: Refusal): ProblemError => new ProblemError(refusal === 'not-found' ? 'not-found' : refusal === 'last-admin' || refusal === 'name-taken' ? 'conflict' : 'not-acceptable', { detail: refusal });
  const taken = <T extends object>(result: T | Refusal): T => {
    if (typeof result === 'string') throw refused(result);
    return result;
  };

  app.get('/set-up', { config: { access: 'public' }, schema: { ...at('people', 'Whether the first administrator is still to be made'), response: { 200: s.ref(s.SetUpState) } } },
    async () => ({ needed: await people.setUpToken() !== undefined, passwordLength }));
  app.post('/set-up', { config: { access: 'public', ...guarded }, schema: { ...at('people', 'Make the first administrator, and log in'), body: s.ref(s.SetUp), response: { 201: s.ref(s.Me) } } }, async (request, reply) => {
    const { token, name, password } = request.body;
    const made = await people.setUp(token, name, password);
    if (made === undefined) {
      await audited(parts, request, 'set-up-refused', name);
      throw new ProblemError('set-up-refused');
    }
    const user = taken(made);
    await people.audit.write({ actor: user.name, action: 'set-up', subject: user.name, address: request.ip });
    cookie.write(reply, await people.sessions.open(user.id, { address: request.ip, agent: agentOf(request), before: cookie.read(request) }));
    return reply.code(201).send({ user, permissions: [...permissions] });
  });

  app.post('/session', { config: { access: 'public', ...guarded }, schema: { ...at('people', 'Log in'), body: s.ref(s.LogIn), response: { 201: s.ref(s.Me) } } }, async (request, reply) => {
    const result = await people.logIn({ ...request.body, address: request.ip, agent: agentOf(request), before: cookie.read(request), device: device.read(request) });
    switch (result.outcome) {
      case 'refused': throw new ProblemError('log-in-refused');
      case 'wait': throw new ProblemError('too-many-requests', { retryAfterMs: result.retryAfterMs });
      case 'code-needed': throw new ProblemError('code-needed', { detail: result.reason });
      case 'accepted': {
        const { user, session, recoveryCodesLeft } = result;
        cookie.write(reply, session);
        device.write(reply, result.device);
        return reply.code(201).send({ user, permissions: permissions.filter((permission) => grants(user.role, permission)), ...(recoveryCodesLeft === undefined ? {} : { recoveryCodesLeft }) });
      }
    }
  });
  app.delete('/session', { config: { access: 'person' }, schema: { ...at('people', 'Log out'), response: nothing } }, async (request, reply) => {
    const { user, session } = identityOf(request);
    await people.sessions.end(user.id, session?.id);
    cookie.clear(reply);
    return reply.code(204).send(null);
  });

  app.get('/me', { config: { access: 'read' }, schema: { ...at('people', 'Who asks, and what that one may do'), response: { 200: s.ref(s.Me) } } }, async (request) => {
    const { user, scopes, session, actor } = identityOf(request);
    return {
      user, permissions: permissions.filter((permission) => grants(user.role, permission, scopes)),
      ...(user.secondFactor ? { recoveryCodesLeft: await people.secondFactor.recoveryCodesLeft(user.id) } : {}), ...(session === undefined ? { token: actor } : {}),
    };
  });
  app.put('/me/password', { config: { access: 'person', ...guarded }, schema: { ...at('people', 'Change one\'s password; all sessions end but a new one'), body: s.ref(s.PasswordChange), response: nothing } }, async (request, reply) => {
    const { user } = identityOf(request);
    const refusal = await people.accounts.changePassword(user.id, request.body.present, request.body.next);
    if (refusal !== undefined) throw refused(refusal);
    await audited(parts, request, 'password-changed', user.name);
    return renewed(request, reply);
  });
  app.post('/me/second-factor', { config: { access: 'person', ...guarded }, schema: { ...at('people', 'Begin to use one-time codes'), body: s.ref(s.PasswordOnly), response: { 200: s.ref(s.SecondFactorSecret) } } }, async (request) => {
    const { user } = identityOf(request);
    await confirmed(user.name, request.body.password);
    return people.secondFactor.begin(user.id, user.name);
  });
  app.put('/me/second-factor', { config: { access: 'person', ...guarded }, schema: { ...at('people', 'Confirm it by the first code, and get the recovery codes'), body: s.ref(s.Code), response: { 200: s.ref(s.RecoveryCodes) } } }, async (request) => {
    const { user } = identityOf(request);
    const codes = await people.secondFactor.confirm(user.id, request.body.code);
    if (typeof codes === 'string') throw new ProblemError(codes === 'wrong' ? 'not-acceptable' : 'conflict', { detail: codes });
    return { codes };
  });
  app.post('/me/second-factor/activation', { config: { access: 'person', ...guarded }, schema: { ...at('people', 'Ask for codes from now on, by a recovery code that is typed back'), body: s.ref(s.RecoveryCode), response: nothing } }, async (request, reply) => {
    const { user } = identityOf(request);
    const trouble = await people.secondFactor.activate(user.id, request.body.recoveryCode);
    if (trouble !== undefined) throw new ProblemError(trouble === 'wrong' ? 'not-acceptable' : 'conflict', { detail: trouble });
    await audited(parts, request, 'second-factor-added', user.name);
    return reply.code(204).send(null);
  });
  app.delete('/me/second-factor', { config: { access: 'person', ...guarded }, schema: { ...at('people', 'Stop using one-time codes'), body: s.ref(s.PasswordOnly), response: nothing } }, async (request, reply) => {
    const { user } = identityOf(request);
    await confirmed(user.name, request.body.password);
    await people.secondFactor.remove(user.id);
    await audited(parts, request, 'second-factor-removed', user.name);
    return reply.code(204).send(null);
  });
  app.post('/me/recovery-codes', { config: { access: 'person', ...guarded }, schema: { ...at('people', 'New recovery codes in place of all earlier ones'), body: s.ref(s.PasswordOnly), response: { 200: s.ref(s.RecoveryCodes) } } }, async (request) => {
    const { user } = identityOf(request);
    await confirmed(user.name, request.body.password);
    const codes = await people.secondFactor.renewRecoveryCodes(user.id);
    if (codes === undefined) throw new ProblemError('conflict', { detail: 'no-second-factor' });
    await audited(parts, request, 'recovery-codes-renewed', user.name);
    return { codes };
  });
  app.get('/me/sessions', { config: { access: 'person' }, schema: { ...at('people', 'One\'s sessions'), response: { 200: s.list(s.Session) } } }, async (request) => {
    const { user, session } = identityOf(request);
    return { items: (await people.sessions.list(user.id)).map((one) => ({ ...one, current: one.id === session?.id })) };
  });
  app.delete('/me/sessions/:id', { config: { access: 'person' }, schema: { ...at('people', 'End one of them'), params: s.Id, response: nothing } }, async (request, reply) => {
    await people.sessions.end(identityOf(request).user.id, request.params.id);
    return reply.code(204).send(null);
  });

  app.get('/users', { config: { access: 'admin' }, schema: { ...at('people', 'Everybody who may log in'), response: { 200: s.list(s.User) } } }, async () => ({ items: await people.accounts.list() }));
  app.post('/users', { config: { access: 'admin' }, schema: { ...at('people', 'Add somebody'), body: s.ref(s.NewUser), response: { 201: s.ref(s.User) } } }, async (request, reply) => {
    const user = taken(await people.accounts.create(request.body));
    await audited(parts, request, 'user-created', `${user.name} (${user.role})`);
    return reply.code(201).send(user);
  });
  app.patch('/users/:id', { config: { access: 'admin' }, schema: { ...at('people', 'Change somebody; their sessions end'), params: s.Id, body: s.ref(s.UserChange), response: { 200: s.ref(s.User) } } }, async (request) => {
    const { removeSecondFactor, ...change } = request.body;
    const user = taken(await people.accounts.change(request.params.id, change));
    if (removeSecondFactor === true) await people.secondFactor.remove(user.id);
    await audited(parts, request, 'user-changed', `${user.name}: ${Object.keys(request.body).join(', ')}`);
    return { ...user, secondFactor: user.secondFactor && removeSecondFactor !== true };
  });
  app.delete('/users/:id', { config: { access: 'admin' }, schema: { ...at('people', 'Remove somebody'), params: s.Id, response: nothing } }, async (request, reply) => {
    const user = await people.accounts.find(request.params.id);
    const refusal = await people.accounts.remove(request.params.id);
    if (refusal !== undefined) throw refused(refusal);
    await audited(parts, request, 'user-removed', user?.name ?? request.params.id);
    return reply.code(204).send(null);
  });

  app.get('/tokens', { config: { access: 'person' }, schema: { ...at('people', 'One\'s tokens for programs; an administrator sees all'), response: { 200: s.list(s.Token) } } }, async (request) => {
    const { user } = identityOf(request);
    return { items: await people.tokens.list(user.role === 'admin' ? undefined : user.id) };
  });
  app.post('/tokens', { config: { access: 'person', ...guarded }, schema: { ...at('people', 'Make a token'), body: s.ref(s.NewToken), response: { 201: s.ref(s.MadeToken) } } }, async (request, reply) => {
    const { user } = identityOf(request);
    const { name, scopes, days } = request.body;
    const { token, secret } = await people.tokens.create({ user: user.id, name, scopes: scopes.filter((scope) => grants(user.role, scope)), expiresAt: parts.now() + days * 86_400_000 });
    await audited(parts, request, 'token-created', `${name} (${token.scopes.join(' ')})`);
    return reply.code(201).send({ token, secret });
  });
  app.delete('/tokens/:id', { config: { access: 'person' }, schema: { ...at('people', 'Revoke a token'), params: s.Id, response: nothing } }, async (request, reply) => {
    const { user } = identityOf(request);
    if (!await people.tokens.remove(request.params.id, user.role === 'admin' ? undefined : user.id)) throw new ProblemError('not-found');
    await audited(parts, request, 'token-revoked', request.params.id);
    return reply.code(204).send(null);
  });
  app.get('/audit', { config: { access: 'admin' }, schema: { ...at('people', 'Who changed what'), querystring: s.Paging, response: { 200: s.page(s.AuditEntry) } } }, async (request) => {
    const { limit, after } = request.query;
    const items = await people.audit.list(limit, after === undefined || !/^\d{1,15}$/.test(after) ? undefined : Number(after));
    const last = items.at(-1);
    return { items, ...(items.length < limit || last === undefined ? {} : { next: String(last.id) }) };
  });

  async function confirmed(name: string, password: string): Promise<void> {
    if (await people.accounts.verify(name, password) === undefined) throw new ProblemError('log-in-refused');
  }

  async function renewed(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { user } = identityOf(request);
    cookie.write(reply, await people.sessions.open(user.id, { address: request.ip, agent: agentOf(request) }));
    return reply.code(204).send(null);
  }
}
