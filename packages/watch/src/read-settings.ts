import { defineOptions, describeIssues, ToolError, unknownName, type Localized, type OptionFields, type OptionIssue, type Severity, type TargetEntry } from '@culprit/core';
import { channelTypes } from './channel-types.ts';
import type { WatchedTarget } from './records.ts';
import type { ChannelSettings, HeartbeatSettings, Hours, Maintenance, Rule, Selector, WatchSettings } from './settings.ts';
import { defaultRetention } from './store.ts';
import { targetId } from './schedule.ts';
import {
  channelFields, defaultFields, flappingFields, heartbeatFields, hoursFields, maintenanceFields, retentionFields, ruleFields, watchFields, type RuleType,
} from './setting-fields.ts';

type Values = { readonly [name: string]: unknown };

/** Looks at the same time, of all targets together. */
const defaultConcurrency = 64;

/** What counts where nobody says otherwise. */
const defaultRules: readonly Rule[] = [
  { id: 'down', type: 'consecutive', failures: 1, recoveries: 1 },
  { id: 'log-ins', type: 'rate', measure: 'log-ins', over: 5, clearBelow: 3, windowMs: 900_000, minimum: 20 },
  { id: 'certificates', type: 'certificate', days: 14 },
];

/**
 * Reads the `watch` member of a config.
 * @throws ToolError (`CONFIG_INVALID`)
 */
export function readWatchSettings(given: unknown = {}): WatchSettings {
  const { defaults, rules, maintenance, channels, heartbeats, retention, flapping, ...rest } = objectOf(given, 'watch');
  const plain = valuesOf(watchFields, rest, 'watch', ['defaults', 'rules', 'maintenance', 'channels', 'heartbeats', 'retention', 'flapping']);
  return {
    concurrency: numberOr(plain['concurrency'], defaultConcurrency),
    defaults: timingOf(valuesOf(defaultFields, defaults ?? {}, 'watch.defaults')),
    rules: rules === undefined ? defaultRules : distinct(listOf(rules, 'watch.rules').map((rule, index) => readRule(rule, `watch.rules.${index}`)), ({ id }) => id, 'watch.rules'),
    maintenance: listOf(maintenance, 'watch.maintenance').map((item, index) => readMaintenance(item, `watch.maintenance.${index}`)),
    channels: distinct(listOf(channels, 'watch.channels').map((channel, index) => readChannel(channel, `watch.channels.${index}`)), ({ name }) => name, 'watch.channels'),
    heartbeats: distinct(listOf(heartbeats, 'watch.heartbeats').map((heartbeat, index) => readHeartbeat(heartbeat, `watch.heartbeats.${index}`)), ({ id }) => id, 'watch.heartbeats'),
    retention: { ...defaultRetention, ...valuesOf(retentionFields, retention ?? {}, 'watch.retention') },
    flapping: flappingOf(valuesOf(flappingFields, flapping ?? {}, 'watch.flapping')),
  };
}

const flappingOf = ({ span, returns }: Values): WatchSettings['flapping'] => ({ spanMs: numberOr(span, 1_800_000), returns: numberOr(returns, 3) });

/** @throws ToolError (`CONFIG_INVALID`) */
export function readRule(given: unknown, where = 'rule'): Rule {
  const { type, for: selector, ...rest } = objectOf(given, where);
  const types = Object.keys(ruleFields);
  if (typeof type !== 'string' || !isRuleType(type)) throw wrong(where, [{ path: ['type'], text: unknownName(String(type), types), message: '' }]);
  const { window, slowerThan, ...values } = valuesOf(ruleFields[type], rest, where, ['type', 'for']);
  // Its fields are those of this type of rule; the names of spans say their unit here.
  const rule = {
    type, ...values,
    ...(window === undefined ? {} : { windowMs: window }), ...(slowerThan === undefined ? {} : { slowerThanMs: slowerThan }),
    ...(selector === undefined ? {} : { for: readSelector(selector, `${where}.for`) }),
  } as unknown as Rule;
  if ('clearBelow' in rule && rule.clearBelow > rule.over) throw wrong(where, [{ path: ['clearBelow'], text: { en: 'must not be above over, or it would never clear', 'zh-CN': '不得大于 over，否则无法恢复' }, message: '' }]);
  if (rule.type === 'm-of-n' && rule.failures > rule.of) throw wrong(where, [{ path: ['failures'], text: { en: 'must not be above of', 'zh-CN': '不得大于 of' }, message: '' }]);
  return rule;
}

const isRuleType = (type: string): type is RuleType => Object.hasOwn(ruleFields, type);

/** @throws ToolError (`CONFIG_INVALID`) */
export function readMaintenance(given: unknown, where = 'maintenance'): Maintenance {
  const { hours, for: selector, ...rest } = objectOf(given, where);
  const { id, title } = valuesOf(maintenanceFields, rest, where, ['hours', 'for']);
  return { id: textOr(id, `${where}`), title: textOr(title, ''), hours: readHours(hours, `${where}.hours`), ...(selector === undefined ? {} : { for: readSelector(selector, `${where}.for`) }) };
}

/** @throws ToolError (`CONFIG_INVALID`) */
export function readChannel(given: unknown, where = 'channel'): ChannelSettings {
  const { type, options, quiet, for: selector, ...rest } = objectOf(given, where);
  const known = channelTypes[String(type)];
  if (known === undefined) throw wrong(where, [{ path: ['type'], text: unknownName(String(type), Object.keys(channelTypes)), message: '' }]);
  const plain = valuesOf(channelFields, rest, where, ['type', 'options', 'quiet', 'for']);
  return {
    type: known.type,
    name: textOr(plain['name'], known.type),
    options: valuesOf(known.fields, options ?? {}, `${where}.options`) as ChannelSettings['options'],
    locale: plain['language'] === 'zh-CN' ? 'zh-CN' : 'en',
    atLeast: textOr(plain['atLeast'], 'minor') as Severity,
    ...(selector === undefined ? {} : { for: readSelector(selector, `${where}.for`) }),
    ...(quiet === undefined ? {} : { quiet: readHours(quiet, `${where}.quiet`) }),
    quietForCritical: plain['quietForCritical'] === true,
  };
}

/** @throws ToolError (`CONFIG_INVALID`) */
export function readHeartbeat(given: unknown, where = 'heartbeat'): HeartbeatSettings {
  const { id, name, interval, grace, tags } = valuesOf(heartbeatFields, given, where);
  const intervalMs = numberOr(interval, 3_600_000);
  return { id: textOr(id, where), label: textOr(name, textOr(id, where)), intervalMs, graceMs: numberOr(grace, Math.max(60_000, Math.floor(intervalMs / 10))), tags: Array.isArray(tags) ? tags : [] };
}

function readSelector(given: unknown, where: string): Selector {
  return valuesOf({ tags: { type: 'list', items: { type: 'string' }, text: nothing }, targets: { type: 'list', items: { type: 'string' }, text: nothing } }, given, where);
}

const nothing: Localized<string> = { en: '', 'zh-CN': '' };

function readHours(given: unknown, where: string): Hours {
  const { days, begin, end, timeZone, from, to } = valuesOf(hoursFields, given, where);
  if (typeof from === 'string' && typeof to === 'string') {
    const span = { from: Date.parse(from), to: Date.parse(to) };
    if (span.from < span.to) return span;
    throw wrong(where, [{ path: ['to'], text: { en: 'must be a moment after from, both in ISO 8601', 'zh-CN': '应晚于 from，两者均为 ISO 8601 时间' }, message: '' }]);
  }
  if (typeof begin !== 'string' || typeof end !== 'string') throw wrong(where, [{ path: [], text: { en: 'must have begin and end (HH:MM), or from and to', 'zh-CN': '应包含 begin 和 end（HH:MM），或 from 和 to' }, message: '' }]);
  const zone = textOr(timeZone, 'UTC');
  if (!isTimeZone(zone)) throw wrong(where, [{ path: ['timeZone'], text: { en: 'must be a name such as Asia/Shanghai', 'zh-CN': '应为时区名称，例如 Asia/Shanghai' }, message: '' }]);
  return { ...(Array.isArray(days) ? { days } : {}), begin, end, timeZone: zone };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** What an entry says about how it is watched. @throws ToolError (`CONFIG_INVALID`) */
export function readWatchedTarget(entry: TargetEntry, origin: WatchedTarget['origin'], defaults: WatchSettings['defaults']): WatchedTarget {
  const id = targetId(entry);
  if (typeof entry === 'string') return { id, entry, origin, label: entry.trim(), tags: [], paused: false, ...defaults };
  const { name, tags, label, interval, jitter, timeout, retries, retryDelay, paused } = entry as Values;
  const own = Object.fromEntries(Object.entries({ interval, jitter, timeout, retries, retryDelay }).filter(([, value]) => value !== undefined));
  return {
    id, entry, origin,
    label: textOr(name, textOr(label, addressOf(entry))),
    tags: Array.isArray(tags) ? tags.map(String) : [],
    paused: paused === true,
    ...timingOf(valuesOf(defaultFields, own, `targets.${textOr(name, id)}`), defaults),
  };
}

/** What a person would call a target that has no name: what its data begins with. */
const addressOf = (entry: Exclude<TargetEntry, string>): string => {
  const { url, endpoint, host, port } = entry as Values;
  const place = [url, endpoint, host].find((value) => typeof value === 'string');
  return place === undefined ? entry.kind : `${String(place)}${place === host && typeof port === 'number' ? `:${port}` : ''}`;
};

type Timing = WatchSettings['defaults'];

/** Spans as the API gives them. @throws ToolError (`CONFIG_INVALID`) */
export function readTiming({ intervalMs, jitterMs, timeoutMs, retries, retryDelayMs }: Partial<Timing>, fallback: Timing): Timing {
  const given = Object.entries({ interval: intervalMs, jitter: jitterMs, timeout: timeoutMs, retries, retryDelay: retryDelayMs }).filter(([, value]) => value !== undefined);
  return timingOf(valuesOf(defaultFields, Object.fromEntries(given), 'target'), fallback);
}

function timingOf({ interval, jitter, timeout, retries, retryDelay }: Values, fallback: Timing = { intervalMs: 60_000, jitterMs: 0, timeoutMs: 30_000, retries: 1, retryDelayMs: 3_000 }): Timing {
  return {
    intervalMs: numberOr(interval, fallback.intervalMs), jitterMs: numberOr(jitter, fallback.jitterMs), timeoutMs: numberOr(timeout, fallback.timeoutMs),
    retries: numberOr(retries, fallback.retries), retryDelayMs: numberOr(retryDelay, fallback.retryDelayMs),
  };
}

function objectOf(given: unknown, where: string): Values {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given as Values;
  throw wrong(where, [{ path: [], text: { en: 'must be an object', 'zh-CN': '应为对象' }, message: '' }]);
}

function listOf(given: unknown, where: string): readonly unknown[] {
  if (given === undefined) return [];
  if (Array.isArray(given)) return given;
  throw wrong(where, [{ path: [], text: { en: 'must be a list', 'zh-CN': '应为列表' }, message: '' }]);
}

/** `beside`: what stands beside these fields and is read by itself. */
function valuesOf(fields: OptionFields, given: unknown, where: string, beside: readonly string[] = []): Values {
  const known = [...Object.keys(fields), ...beside];
  const unknown = Object.keys(objectOf(given, where)).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw wrong(where, unknown.map((name) => ({ path: [name], text: unknownName(name, known), message: '' })));
  const validated = defineOptions(fields)['~standard'].validate(given);
  if (validated.issues !== undefined) throw wrong(where, validated.issues);
  return validated.value;
}

function distinct<T>(items: readonly T[], nameOf: (item: T) => string, where: string): readonly T[] {
  const twice = items.map(nameOf).find((name, index, all) => all.indexOf(name) !== index);
  if (twice !== undefined) throw wrong(where, [{ path: [], text: { en: `has "${twice}" twice`, 'zh-CN': `中“${twice}”出现了两次` }, message: '' }]);
  return items;
}

function wrong(where: string, issues: readonly OptionIssue[]): ToolError {
  const described = describeIssues(issues.map(({ path, text, message }) => ({ path: [where, ...path], text, message })));
  return new ToolError('CONFIG_INVALID', { en: `What to watch by is wrong: ${described.en}.`, 'zh-CN': `监测配置有误：${described['zh-CN']}。` });
}

const numberOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);
const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' && value !== '' ? value : otherwise);
