export type { Clock } from './clock.ts';
export { systemClock } from './clock.ts';
export type {
  Advice, Beat, Condition, Incident, IncidentText, LogIns, Message, Numbers, OutboxEntry, Phases, Resolution, Result, Rollup, SelfFault, Setting, StoredFinding, StoredReport, Transition, Verdict, WatchedTarget,
} from './records.ts';
export type { Batch, Migrations, NewMessage, Outbox, Page, PageOptions, Retention, Settlement, Span, Standing, Store, StoreTrouble } from './store.ts';
export { defaultRetention, StoreError } from './store.ts';
export type { SqliteStoreOptions } from './sqlite/store.ts';
export { openSqliteStore } from './sqlite/store.ts';
export type { Job, Queue } from './queue.ts';
export type { ChannelType, DeliverContext, Delivery, Send } from './channel.ts';
export type { ChannelSettings, HeartbeatSettings, Hours, Maintenance, Rule, Selector } from './settings.ts';
export type { Watch, WatchConfig, WatchEvent, WatchHealth, WatchOptions } from './watch.ts';
export { createWatch } from './create-watch.ts';
export { storeTroubleTexts } from './rule-texts.ts';
export { channelTypes } from './channel-types.ts';
export { textOf } from './message-text.ts';
export type { MessageText } from './message-text.ts';
export type { WrittenChannel, WrittenHeartbeat, WrittenHours, WrittenMaintenance, WrittenRule } from './written-settings.ts';
export { writtenChannel, writtenHeartbeat, writtenMaintenance, writtenRule } from './written-settings.ts';
