import type { Report } from '@culprit/core';
import { selects, within } from './hours.ts';
import { IncidentBook, type Trouble } from './incident-book.ts';
import type { Beat, Condition, Incident, LogIns, Message, Numbers, Result, SelfFault, StoredReport, Transition, WatchedTarget } from './records.ts';
import { gist, tell, type Reading } from './reading.ts';
import { faultText, ruleTrouble } from './rule-texts.ts';
import { createGauge, type Gauge, type GaugedRule } from './rules/gauge.ts';
import { routesTo, sendAt } from './routes.ts';
import { SelfFaults } from './self-faults.ts';
import type { ChannelSettings, HeartbeatSettings, Maintenance, Rule, WatchSettings } from './settings.ts';
import type { Batch, NewMessage } from './store.ts';

/** What the engine decides by. */
export interface EngineSettings {
  readonly targets: ReadonlyMap<string, WatchedTarget>;
  readonly rules: readonly Rule[];
  readonly maintenance: readonly Maintenance[];
  readonly channels: readonly ChannelSettings[];
  readonly heartbeats: readonly HeartbeatSettings[];
  readonly flapping: WatchSettings['flapping'];
}

/** What a process before left. */
export interface Left {
  readonly incidents: readonly Incident[];
  readonly faults: readonly SelfFault[];
  readonly conditions: readonly Condition[];
  readonly beats: readonly Beat[];
}

/** A healthy report is kept so often, so that there is one to compare with. */
const keepHealthyMs = 6 * 3_600_000;
const keepFailingMs = 3_600_000;

const dayMs = 86_400_000;
const heartbeatRule = 'watch/heartbeat';

/**
 * Decides, from looks and from time, what is an incident and who has to be told. It asks nobody and writes nowhere: what
 * it decides is drained as one batch.
 */
export class Engine {
  #settings: EngineSettings;
  readonly #book: IncidentBook;
  readonly faults: SelfFaults;
  readonly #gauges = new Map<string, { readonly gauge: Gauge; readonly rule: string; readonly subject: string }>();
  readonly #saved = new Map<string, Condition>();
  readonly #beats = new Map<string, Beat>();
  readonly #kept = new Map<string, { readonly gist: string; readonly dueAt: number; readonly at: number }>();
  /** When a heartbeat was last heard, by the clock as it is now; those that were not: when this process began to listen. */
  readonly #heard = new Map<string, number>();
  #pending = emptyBatch();

  /** `now`: since when this process listens for heartbeats. */
  constructor(settings: EngineSettings, left: Left, now: number) {
    this.#settings = settings;
    this.#listenFor(settings, now);
    this.#book = new IncidentBook(this.#bookOptions(), {
      changed: (incident, transition) => {
        this.#pending.incidents.set(incident.id, incident);
        this.#pending.transitions.push(transition);
      },
      tell: (channels, message) => {
        const { incident } = message;
        const labels = Object.fromEntries(incident.touched.slice(0, 50).map((id) => [id, this.#settings.targets.get(id)?.label ?? id]));
        this.#address(channels, incident.id, `${incident.id}:${incident.revision}:${message.kind}`, { ...message, labels }, incident.severity === 'critical');
      },
    });
    this.#book.restore(left.incidents);
    this.faults = new SelfFaults({
      changed: (fault) => this.#pending.faults.set(fault.id, fault),
      tell: (message) => this.tellAll(message, message.fault.id, `${message.fault.id}:${message.at}:${message.kind}`),
    });
    this.faults.restore(left.faults, now);
    for (const condition of left.conditions) this.#saved.set(gaugeId(condition.rule, condition.subject), condition);
    for (const beat of left.beats) this.#beats.set(beat.heartbeat, beat);
  }

  /** Takes other settings. What nobody can judge any more is withdrawn. */
  configure(settings: EngineSettings, now: number): void {
    const before = new Map(this.#settings.rules.map((rule) => [rule.id, JSON.stringify(rule)]));
    this.#settings = settings;
    this.#listenFor(settings, now);
    this.#book.configure(this.#bookOptions());
    const rules = new Map(settings.rules.map((rule) => [rule.id, rule]));
    for (const [id, { rule, subject }] of this.#gauges) {
      const same = before.get(rule) === JSON.stringify(rules.get(rule));
      if (!same || !this.#isSubject(rules.get(rule), subject)) this.#gauges.delete(id);
    }
    const heartbeats = new Set(settings.heartbeats.map(({ id }) => id));
    this.#book.release((rule, holder) => (rule === heartbeatRule ? !heartbeats.has(holder) : !this.#isSubject(rules.get(rule), holder)), now);
  }

  /** Counts what was found before this process began, for rules that look back over a window. */
  recall(results: readonly Result[], logIns: readonly LogIns[]): void {
    for (const result of results) {
      const target = this.#settings.targets.get(result.target);
      if (target === undefined || result.planned === true) continue;
      for (const rule of this.#settings.rules) {
        if ((rule.type === 'latency' || (rule.type === 'rate' && rule.measure === 'checks')) && selects(rule.for, target)) this.#sample(rule, target, result);
      }
    }
    for (const event of logIns) this.#countLogIns(event);
  }

  /** Whether failures of a target are planned now. */
  isPlanned(target: WatchedTarget, at: number): boolean {
    return this.#settings.maintenance.some(({ hours, for: selector }) => selects(selector, target) && within(hours, at));
  }

  /** A look, and what it says. `keep`: its report is kept whatever it says. */
  take(target: WatchedTarget, result: Result, reading: Reading, report: Report, now: number, keep = false): void {
    this.#pending.results.push(result);
    this.#keepReport(result, report, now, keep);
    const own = result.because === 'self-fault' || result.verdict === 'up' ? reading.own : [];
    for (const diagnosis of own) {
      const { en, 'zh-CN': chinese } = tell(report, diagnosis);
      this.faults.begin(diagnosis.cause, { en: en.title, 'zh-CN': chinese.title }, { looks: true, target: target.id, dueAt: result.dueAt, witness: en.witness ?? '' }, now, target.id);
    }
    if (result.verdict !== 'inconclusive') this.faults.spoke(target.id, now, new Set(own.map(({ cause }) => cause)));
    if (reading.logIn !== undefined) {
      const outcome = result.verdict === 'up' ? 'success' : result.verdict === 'down' ? 'failure' : 'inconclusive';
      const event: LogIns = { service: reading.logIn.service, at: result.startedAt, outcome, reason: reading.causes[0]?.cause ?? '', count: 1 };
      this.#pending.logIns.push(event);
      this.countLogIns([event], now);
    }
    if ((result.planned === true && result.verdict === 'down') || this.#settings.targets.get(target.id)?.paused !== false) return;
    for (const rule of this.#settings.rules) if (selects(rule.for, target)) this.#applyRule(rule, target, result, reading, report, now);
  }

  /** Log-ins that were counted elsewhere and are stored already. */
  countLogIns(events: readonly LogIns[], now: number): void {
    for (const event of events) this.#countLogIns(event);
    this.#judgeLogIns(now);
  }

  takeBeat(beat: Beat, now: number): void {
    this.#beats.set(beat.heartbeat, beat);
    this.#heard.set(beat.heartbeat, now);
    this.#pending.beats.push(beat);
    this.#judgeHeartbeats(now);
  }

  lastBeat(heartbeat: string): Beat | undefined {
    return this.#beats.get(heartbeat);
  }

  /** The clock was put forward or back: one event, and no time that passed. */
  clockJumped(byMs: number, now: number): void {
    for (const [heartbeat, at] of this.#heard) this.#heard.set(heartbeat, at + byMs);
    this.faults.happened('clock-jump', now, now, faultText('clock-jump', { seconds: Math.round(byMs / 1_000) }), { ms: byMs });
  }

  /** What only time brings. */
  tick(now: number): void {
    this.#judgeHeartbeats(now);
    this.#judgeLogIns(now);
    this.#book.tick(now);
  }

  openIncidents(): readonly Incident[] {
    return this.#book.open();
  }

  /** Something for everybody. */
  tellAll(message: Message, subject: string, key: string, except?: string): void {
    this.#address(this.#settings.channels.map(({ name }) => name).filter((name) => name !== except), subject, key, message, true);
  }

  /** All that was decided since the last time; `undefined`: nothing. */
  drain(now: number): Batch | undefined {
    this.#saveGauges();
    const { results, reports, incidents, transitions, messages, faults, conditions, logIns, beats } = this.#pending;
    const batch = { results, reports, incidents: [...incidents.values()], transitions, messages, faults: [...faults.values()], conditions: [...conditions.values()], logIns, beats };
    if (Object.values(batch).every(({ length }) => length === 0)) return undefined;
    this.#pending = emptyBatch();
    return { at: now, ...batch };
  }

  #applyRule(rule: Rule, target: WatchedTarget, result: Result, reading: Reading, report: Report, now: number): void {
    if (rule.type === 'certificate') {
      this.#judgeCertificate(rule, target, reading, now);
      return;
    }
    if (rule.type === 'rate' && rule.measure === 'log-ins') return;
    const gauge = this.#sample(rule, target, result);
    if (gauge === undefined) return;
    if (!gauge.firing(now)) {
      this.#book.claim(rule.id, target.id, [], now);
      return;
    }
    const numbers = gauge.numbers(now);
    if (rule.type === 'latency') {
      this.#book.claim(rule.id, target.id, [ruleTrouble('watch/latency', { subject: target.id, label: target.label, rule: rule.id, numbers, params: { slowerThan: rule.slowerThanMs }, ...severityOf(rule) })], now);
    } else if (result.verdict === 'down') {
      const first = this.#kept.get(target.id);
      const troubles = reading.causes.map((diagnosis): Trouble => ({
        key: diagnosis.key, cause: diagnosis.cause, subject: diagnosis.subject, severity: diagnosis.severity, owner: diagnosis.owner, layer: diagnosis.layer, rule: rule.id, numbers,
        text: tell(report, diagnosis), docs: diagnosis.docs, first: { target: target.id, dueAt: first?.dueAt ?? result.dueAt },
      }));
      this.#book.claim(rule.id, target.id, troubles.length > 0 ? troubles : [ruleTrouble('watch/failure-rate', { subject: target.id, label: target.label, rule: rule.id, numbers })], now);
    }
  }

  #sample(rule: GaugedRule, target: WatchedTarget, { verdict, tookMs, startedAt }: Result): Gauge | undefined {
    const gauge = this.#gauge(rule, target.id, target.intervalMs);
    // How long a look took that did not arrive says nothing about how fast the target is.
    if (rule.type === 'latency') gauge.add(startedAt, verdict === 'up' ? (tookMs > rule.slowerThanMs ? 'bad' : 'good') : 'inconclusive');
    else gauge.add(startedAt, verdict === 'up' ? 'good' : verdict === 'down' ? 'bad' : 'inconclusive');
    return gauge;
  }

  #judgeCertificate(rule: Rule & { readonly type: 'certificate' }, target: WatchedTarget, { certificate, causes }: Reading, now: number): void {
    if (certificate === undefined) return;
    const days = Math.floor((certificate.notAfter - now) / dayMs);
    // Where the examination itself calls it a fault, that is the incident.
    const isCause = causes.some(({ layer }) => layer === 'identity');
    const numbers: Numbers = { n: 1, bad: 1, inconclusive: 0, windowMs: target.intervalMs, value: days, threshold: rule.days, clearsAt: rule.days };
    this.#book.claim(rule.id, target.id, days >= rule.days || isCause ? [] : [ruleTrouble('watch/certificate-days', {
      subject: certificate.fingerprint, label: target.label, rule: rule.id, numbers, params: { notAfter: new Date(certificate.notAfter).toISOString() }, ...severityOf(rule),
    })], now, isCause ? 'another-cause' : 'recovered');
  }

  #countLogIns({ service, at, outcome, count }: LogIns): void {
    for (const rule of this.#logInRules()) this.#gauge(rule, service, 60_000).add(at, outcome === 'success' ? 'good' : outcome === 'failure' ? 'bad' : 'inconclusive', count);
  }

  #judgeLogIns(now: number): void {
    for (const rule of this.#logInRules()) {
      for (const { gauge, rule: id, subject } of this.#gauges.values()) {
        if (id !== rule.id) continue;
        this.#book.claim(rule.id, subject, gauge.firing(now) ? [ruleTrouble('watch/log-in-failure-rate', { subject, label: subject, rule: rule.id, numbers: gauge.numbers(now), ...severityOf(rule) })] : [], now);
      }
    }
  }

  #logInRules(): readonly (Rule & { readonly type: 'rate' })[] {
    return this.#settings.rules.filter((rule) => rule.type === 'rate').filter(({ measure }) => measure === 'log-ins');
  }

  #judgeHeartbeats(now: number): void {
    for (const { id, label, intervalMs, graceMs } of this.#settings.heartbeats) {
      const last = this.#beats.get(id);
      const isLate = now > (this.#heard.get(id) ?? now) + intervalMs + graceMs;
      const isBad = isLate || last?.status === 'failed';
      this.#book.claim(heartbeatRule, id, isBad ? [ruleTrouble('watch/heartbeat', {
        subject: id, label, rule: heartbeatRule, numbers: { n: 1, bad: 1, inconclusive: 0, windowMs: intervalMs + graceMs },
        params: { interval: Math.round(intervalMs / 1_000), last: last === undefined ? '–' : `${new Date(last.at).toISOString()} (${last.status})` },
      })] : [], now);
    }
  }

  /** Nobody could be heard while nobody listened. */
  #listenFor({ heartbeats }: EngineSettings, now: number): void {
    const known = new Set(heartbeats.map(({ id }) => id));
    for (const id of this.#heard.keys()) if (!known.has(id)) this.#heard.delete(id);
    for (const { id } of heartbeats) if (!this.#heard.has(id)) this.#heard.set(id, now);
  }

  #keepReport(result: Result, report: Report, now: number, keep: boolean): void {
    const kept = this.#kept.get(result.target);
    const said = gist(report);
    const age = kept === undefined ? Infinity : now - kept.at;
    if (!keep && kept?.gist === said && age < (result.verdict === 'up' ? keepHealthyMs : keepFailingMs)) return;
    this.#kept.set(result.target, { gist: said, dueAt: result.dueAt, at: now });
    this.#pending.reports.push({ target: result.target, dueAt: result.dueAt, report });
  }

  #gauge(rule: GaugedRule, subject: string, every: number): Gauge {
    const id = gaugeId(rule.id, subject);
    const known = this.#gauges.get(id);
    if (known !== undefined) return known.gauge;
    const gauge = createGauge(rule, every, this.#saved.get(id)?.state);
    this.#gauges.set(id, { gauge, rule: rule.id, subject });
    return gauge;
  }

  /** Most gauges have nothing to save, and then nothing is written. */
  #saveGauges(): void {
    for (const [id, { gauge, rule, subject }] of this.#gauges) {
      const state = gauge.state();
      const before = this.#saved.get(id);
      if (state === undefined && before === undefined) continue;
      if (JSON.stringify(state ?? {}) === JSON.stringify(before?.state ?? {})) continue;
      const condition: Condition = { rule, subject, state: state ?? {} };
      this.#saved.set(id, condition);
      this.#pending.conditions.set(id, condition);
    }
  }

  #bookOptions(): ConstructorParameters<typeof IncidentBook>[0] {
    return {
      flapping: this.#settings.flapping,
      channelsFor: (incident) => this.#settings.channels.filter((channel) => routesTo(channel, incident, this.#settings.targets)).map(({ name }) => name),
    };
  }

  /** Whether a rule judges this target or service. */
  #isSubject(rule: Rule | undefined, subject: string): boolean {
    if (rule === undefined) return false;
    if (rule.type === 'rate' && rule.measure === 'log-ins') return true;
    const target = this.#settings.targets.get(subject);
    return target !== undefined && !target.paused && selects(rule.for, target);
  }

  #address(channels: readonly string[], subject: string, key: string, message: Message, critical: boolean): void {
    for (const name of channels) {
      const channel = this.#settings.channels.find((one) => one.name === name);
      this.#pending.messages.push({ key: `${key}:${name}`, channel: name, subject, message, createdAt: message.at, nextAt: sendAt(channel, message.at, critical) });
    }
  }
}

const gaugeId = (rule: string, subject: string): string => `${rule} ${subject}`;

const severityOf = ({ severity }: Rule): Pick<Rule, 'severity'> => (severity === undefined ? {} : { severity });

interface Pending {
  readonly results: Result[];
  readonly reports: StoredReport[];
  readonly incidents: Map<string, Incident>;
  readonly transitions: Transition[];
  readonly messages: NewMessage[];
  readonly faults: Map<string, SelfFault>;
  readonly conditions: Map<string, Condition>;
  readonly logIns: LogIns[];
  readonly beats: Beat[];
}

const emptyBatch = (): Pending => ({ results: [], reports: [], incidents: new Map(), transitions: [], messages: [], faults: new Map(), conditions: new Map(), logIns: [], beats: [] });
