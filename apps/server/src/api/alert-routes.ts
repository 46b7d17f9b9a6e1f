import { writtenChannel, writtenHeartbeat, writtenMaintenance, writtenRule } from '@culprit/watch';
import { audited } from './identity.ts';
import type { App, Parts } from './parts.ts';
import { ProblemError } from './problem.ts';
import * as s from './schemas.ts';
import { pageOf } from './target-routes.ts';

const at = (tag: string, summary: string): { readonly tags: string[]; readonly summary: string } => ({ tags: [tag], summary });
const nothing = { 204: { type: 'null', description: 'Done' } } as const;
const settings = { 200: s.list(s.Setting) } as const;
const one = { 200: s.ref(s.Setting) } as const;

/** Incidents, who is told of them, and when nobody is. */
export async function alertRoutes(app: App, parts: Parts): Promise<void> {
  const { watch, store } = parts;

  app.get('/incidents', { config: { access: 'read' }, schema: { ...at('incidents', 'Incidents by cause, the newest first'), querystring: s.IncidentQuery, response: { 200: s.page(s.Incident) } } }, async (request) => {
    const { state, target } = request.query;
    return await store.incidents({ ...pageOf(request.query), ...(state === undefined ? {} : { state }), ...(target === undefined ? {} : { target }) });
  });
  app.get('/incidents/:id', { config: { access: 'read' }, schema: { ...at('incidents', 'One of them, and its life so far'), params: s.Id, response: { 200: s.ref(s.IncidentDetail) } } }, async (request) => {
    const found = await store.incident(request.params.id);
    if (found === undefined) throw new ProblemError('not-found');
    return found;
  });
  app.get('/self-faults', { config: { access: 'read' }, schema: { ...at('incidents', 'The watcher\'s own trouble, which says nothing about any target'), querystring: s.Paging, response: { 200: s.page(s.SelfFault) } } }, async (request) =>
    await store.faults(pageOf(request.query)));
  app.get('/deliveries', { config: { access: 'read' }, schema: { ...at('alerts', 'What was sent to whom, and what came of it'), querystring: s.DeliveryQuery, response: { 200: s.page(s.Delivery) } } }, async (request) => {
    const { state, channel } = request.query;
    const { items, next } = await store.outbox.list({ ...pageOf(request.query), ...(state === undefined ? {} : { state }), ...(channel === undefined ? {} : { channel }) });
    return { items: items.map(({ message, ...entry }) => ({ ...entry, kind: message.kind })), ...(next === undefined ? {} : { next }) };
  });

  app.get('/rules', { config: { access: 'read' }, schema: { ...at('alerts', 'When something is worth an incident'), response: settings } }, async () => ({ items: watch.rules().map(writtenRule) }));
  app.put('/rules/:id', { config: { access: 'write' }, schema: { ...at('alerts', 'Add or change a rule'), params: s.Id, body: s.ref(s.Setting), response: one } }, async (request) => {
    const rule = await watch.saveRule({ ...request.body, id: request.params.id });
    await audited(parts, request, 'rule-saved', rule.id);
    return writtenRule(rule);
  });
  app.delete('/rules/:id', { config: { access: 'write' }, schema: { ...at('alerts', 'Remove a rule'), params: s.Id, response: nothing } }, async (request, reply) => {
    if (!await watch.removeRule(request.params.id)) throw new ProblemError('not-found');
    await audited(parts, request, 'rule-removed', request.params.id);
    return reply.code(204).send(null);
  });

  // Channels send to addresses of an administrator's choosing with secrets of the server: nobody else sees or changes them.
  app.get('/channels', { config: { access: 'admin' }, schema: { ...at('alerts', 'Who is told'), response: settings } }, async () => ({ items: watch.channels().map(writtenChannel) }));
  app.put('/channels/:name', { config: { access: 'admin' }, schema: { ...at('alerts', 'Add or change a channel; secrets by reference alone'), params: s.Name, body: s.ref(s.Setting), response: one } }, async (request) => {
    const channel = await watch.saveChannel({ ...request.body, name: request.params.name });
    await audited(parts, request, 'channel-saved', channel.name);
    return writtenChannel(channel);
  });
  app.delete('/channels/:name', { config: { access: 'admin' }, schema: { ...at('alerts', 'Remove a channel'), params: s.Name, response: nothing } }, async (request, reply) => {
    if (!await watch.removeChannel(request.params.name)) throw new ProblemError('not-found');
    await audited(parts, request, 'channel-removed', request.params.name);
    return reply.code(204).send(null);
  });
  app.post('/channels/:name/test', { config: { access: 'admin', rateLimit: { max: 10, timeWindow: 60_000 } }, schema: { ...at('alerts', 'Send a test message'), params: s.Name, response: { 200: s.ref(s.TestResult) } } }, async (request) => {
    const delivery = await watch.testChannel(request.params.name);
    if (delivery === undefined) throw new ProblemError('not-found');
    await audited(parts, request, 'channel-tested', request.params.name);
    return delivery;
  });

  app.get('/maintenance', { config: { access: 'read' }, schema: { ...at('alerts', 'When nothing counts'), response: settings } }, async () => ({ items: watch.maintenance().map(writtenMaintenance) }));
  app.put('/maintenance/:id', { config: { access: 'write' }, schema: { ...at('alerts', 'Add or change a span of maintenance'), params: s.Id, body: s.ref(s.Setting), response: one } }, async (request) => {
    const span = await watch.saveMaintenance({ ...request.body, id: request.params.id });
    await audited(parts, request, 'maintenance-saved', span.title);
    return writtenMaintenance(span);
  });
  app.delete('/maintenance/:id', { config: { access: 'write' }, schema: { ...at('alerts', 'Remove one'), params: s.Id, response: nothing } }, async (request, reply) => {
    if (!await watch.removeMaintenance(request.params.id)) throw new ProblemError('not-found');
    await audited(parts, request, 'maintenance-removed', request.params.id);
    return reply.code(204).send(null);
  });

  app.get('/heartbeats', { config: { access: 'read' }, schema: { ...at('heartbeats', 'Who calls us'), response: settings } }, async () => ({
    items: watch.heartbeats().map(({ last, ...heartbeat }) => ({ ...writtenHeartbeat(heartbeat), ...(last === undefined ? {} : { last }) })),
  }));
  app.put('/heartbeats/:id', { config: { access: 'write' }, schema: { ...at('heartbeats', 'Expect a heartbeat'), params: s.Id, body: s.ref(s.Setting), response: one } }, async (request) => {
    // When it was heard of last is told with it and is nobody's to set.
    const { last: _, ...given } = request.body;
    const heartbeat = await watch.saveHeartbeat({ ...given, id: request.params.id });
    await audited(parts, request, 'heartbeat-saved', heartbeat.label);
    return writtenHeartbeat(heartbeat);
  });
  app.delete('/heartbeats/:id', { config: { access: 'write' }, schema: { ...at('heartbeats', 'Expect it no longer'), params: s.Id, response: nothing } }, async (request, reply) => {
    if (!await watch.removeHeartbeat(request.params.id)) throw new ProblemError('not-found');
    await audited(parts, request, 'heartbeat-removed', request.params.id);
    return reply.code(204).send(null);
  });
  app.post('/heartbeats/:id/beat', { config: { access: 'events' }, schema: { ...at('heartbeats', 'Here I am'), params: s.Id, querystring: s.BeatQuery, response: nothing } }, async (request, reply) => {
    if (!await watch.beat(request.params.id, request.query.status)) throw new ProblemError('not-found');
    return reply.code(204).send(null);
  });

  app.post('/events/login', { config: { access: 'events' }, schema: { ...at('log-ins', 'Send log-ins in that somebody else saw'), body: s.ref(s.LogInEvents), response: nothing } }, async (request, reply) => {
    const now = parts.now();
    // A sender's clock may be off; what came long ago or is still to come would be in no window.
    const moment = (given: number | undefined): number => (given === undefined || given > now + 60_000 ? now : given);
    await watch.logIns(request.body.events.map(({ service, at: when, outcome, reason = '', count = 1 }) => ({ service, at: moment(when), outcome, reason, count })));
    return reply.code(204).send(null);
  });
  app.get('/log-ins', { config: { access: 'read' }, schema: { ...at('log-ins', 'Log-ins by minute'), querystring: s.LogInQuery, response: { 200: s.list(s.LogInCount) } } }, async (request) => {
    const { from, to, service } = request.query;
    const end = to ?? parts.now() + 60_000;
    return { items: await store.logIns({ from: from ?? end - 86_400_000, to: end, ...(service === undefined ? {} : { service }) }) };
  });
}
