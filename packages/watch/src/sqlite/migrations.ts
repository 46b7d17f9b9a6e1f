import { sql } from 'kysely';
import type { Migrations } from '../store.ts';

// Looks and rollups stand in the order in which pages read them: one target, one span of time, one stretch of the file.
const first: readonly string[] = [
  'create table targets (number integer primary key, id text not null unique, body text not null)',
  'create table settings (kind text not null, id text not null, body text not null, changed_at integer not null, primary key (kind, id)) without rowid',
  `create table results (
    target integer not null, due_at integer not null, started_at integer not null, took_ms integer not null, verdict integer not null, attempts integer not null,
    name_ms integer, connect_ms integer, tls_ms integer, first_byte_ms integer,
    cause text, because text, node text, not_after integer, planned integer not null, primary key (target, due_at)) without rowid`,
  'create table standings (target integer primary key, due_at integer not null, verdict integer not null, since integer not null, body text not null)',
  'create table reports (target integer not null, due_at integer not null, exit_code integer not null, body blob not null, primary key (target, due_at))',
  `create table findings (
    target integer not null, due_at integer not null, position integer not null, finding text not null, layer text not null, outcome text not null,
    severity text, about text not null, params text not null, primary key (target, due_at, position)) without rowid`,
  'create index findings_by_time on findings (due_at)',
  `create table rollups (
    resolution integer not null, target integer not null, node text not null, from_at integer not null,
    up integer not null, down integer not null, inconclusive integer not null, planned integer not null,
    took_sum integer not null, took_min integer not null, took_max integer not null, primary key (resolution, target, node, from_at)) without rowid`,
  'create table incidents (id text primary key, key text not null, state text not null, revision integer not null, ended_at integer, body text not null) without rowid',
  'create index incidents_by_state on incidents (state, id)',
  'create index incidents_by_key on incidents (key, id)',
  'create table incident_targets (target text not null, incident text not null, primary key (target, incident)) without rowid',
  'create index incident_targets_by_incident on incident_targets (incident)',
  'create table transitions (incident text not null, revision integer not null, body text not null, primary key (incident, revision)) without rowid',
  'create table faults (id text primary key, started_at integer not null, ended_at integer, body text not null) without rowid',
  'create table conditions (rule text not null, subject text not null, body text not null, primary key (rule, subject)) without rowid',
  'create table log_ins (minute integer not null, service text not null, outcome text not null, reason text not null, count integer not null, primary key (minute, service, outcome, reason)) without rowid',
  'create table beats (heartbeat text primary key, at integer not null, status text not null) without rowid',
  `create table outbox (
    id integer primary key autoincrement, key text not null unique, channel text not null, subject text not null, body text not null, state text not null,
    attempts integer not null default 0, created_at integer not null, next_at integer not null, settled_at integer, receipt text)`,
  "create index outbox_waiting on outbox (channel, subject, id) where state = 'waiting'",
];

/** The tables of the watcher. */
export const watchMigrations: Migrations = {
  name: 'watch',
  steps: {
    '0001-history': async (database) => {
      for (const statement of first) await sql.raw(statement).execute(database);
    },
  },
};
