import { createMemory, defaultControls, isToolError, ToolError, type Localized, type Report, type Severity, type TargetEntry } from '@culprit/core';
import type { Delivery } from './channel.ts';
import { systemClock, type Clock } from './clock.ts';
import { Deliverer } from './deliverer.ts';
import { reachesOut } from './egress.ts';
import { Engine, type EngineSettings } from './engine.ts';
import { look, Slots, type Look } from './looker.ts';
import { createMemoryQueue } from './memory-queue.ts';
import { Pacer } from './pacer.ts';
import { readChannel, readHeartbeat, readMaintenance, readRule, readTiming, readWatchedTarget, readWatchSettings } from './read-settings.ts';
import type { Beat, Incident, LogIns, Message, Result, Setting, WatchedTarget } from './records.ts';
import { faultText, storeTroubleTexts } from './rule-texts.ts';
import type { WatchSettings } from './settings.ts';
import { StoreError, type Page, type Store, type StoreTrouble } from './store.ts';
import type { Watch, WatchConfig, WatchEvent, WatchOptions } from './watch.ts';
import { Writer } from './writer.ts';

/** More looks than this wait for no disk: they would not fit into memory. Looking pauses until they are stored. */
const maxUnstored = 50_000;
/** A few targets each time: a thousand have had their turn in a quarter of an hour, and none holds up the looks. */
const pruneMs = 10_000;
/** After the clock jumped nothing is forgotten for so long: by a clock that is years ahead everything would be too old. */
const pruneAfterJumpMs = 3_600_000;
/** What was seen so shortly before is of the same time. */
const meanwhileMs = 10_000;

/** What the API keeps, read. */
interface Kept {
  readonly targets: readonly WatchedTarget[];
  readonly rules: EngineSettings['rules'];
  readonly maintenance: EngineSettings['maintenance'];
  readonly channels: EngineSettings['channels'];
  readonly heartbeats: EngineSettings['heartbeats'];
}

/** Assembles a watcher. Nothing happens before {@link Watch.start}. */
export function createWatch(config: WatchConfig, options: WatchOptions): Watch {
  return new Service(config, options);
}

class Service implements Watch {
  #config: WatchConfig;
  #settings: WatchSettings;
  #kept: Kept = { targets: [], rules: [], maintenance: [], channels: [], heartbeats: [] };
  #targets: ReadonlyMap<string, WatchedTarget> = new Map();
  #engine: Engine | undefined;
  /** By the steady clock, as all spans here: the other one may be put back. */
  #lastUp = -Infinity;
  readonly #unreadable = new Map<string, ToolError['text']>();
  #control: { readonly at: number; readonly answer: Promise<boolean | undefined> } | undefined;
  #pruneFrom = -Infinity;
  #pruning: Promise<void> | undefined;
  #refused: ReturnType<Watch['health']>['refusedReload'];
  #missed = 0;
  readonly #options: WatchOptions;
  readonly #clock: Clock;
  readonly #store: Store;
  readonly #memory = createMemory();
  readonly #slots: Slots;
  readonly #writer: Writer;
  readonly #pacer: Pacer;
  readonly #deliverer: Deliverer;
  readonly #listeners = new Set<(event: WatchEvent) => void>();
  readonly #underway = new Map<string, Promise<unknown>>();
  readonly #ended = new AbortController();

  constructor(config: WatchConfig, options: WatchOptions) {
    const { store, clock = systemClock, send = fetch, permits = () => true, address } = options;
    this.#config = config;
    this.#options = options;
    this.#store = store;
    this.#clock = clock;
    this.#settings = readWatchSettings(config.watch);
    this.#slots = new Slots(this.#settings.concurrency);
    this.#writer = new Writer(store, {
      turned: (trouble, waiting) => this.#storeTurned(trouble, waiting),
      stored: ({ messages = [] }) => {
        if (messages.length > 0) this.#deliverer.wake();
      },
      lost: (batch, error) => {
        const now = this.#clock.now();
        this.#decide().faults.happened('storage', now, now, faultText('storage', { trouble: error instanceof Error ? error.name : '?' }), { looks: batch.results?.length ?? 0 });
      },
    });
    this.#deliverer = new Deliverer({
      store, clock, send, permits, ...(address === undefined ? {} : { address }),
      channel: (name) => this.channels().find((channel) => channel.name === name),
      secrets: () => this.#config.secrets,
      settled: (entry, delivery) => this.#emit({ type: 'delivery', entry, delivery }),
      turned: (name, failing) => this.#channelTurned(name, failing),
    });
    this.#pacer = new Pacer({
      clock, queue: createMemoryQueue(),
      ready: () => !this.#slots.isFull && this.#writer.unstored < maxUnstored,
      due: ({ target, dueAt }) => this.#lookOnSchedule(target, dueAt),
      turn: (now) => this.#turn(now),
      stalled: (from, to) => this.#decide().faults.happened('stalled', from, to, faultText('stalled', { seconds: Math.round((to - from) / 1_000) }), { ms: to - from }),
      jumped: (byMs, now) => {
        this.#decide().clockJumped(byMs, now);
        this.#pruneFrom = this.#clock.steady() + pruneAfterJumpMs;
        this.#deliverer.clockJumped(byMs);
      },
    });
  }

  async start(): Promise<void> {
    await this.#check(this.#config, this.#settings);
    this.#kept = await this.#readKept();
    await this.#useTargets();
    const now = this.#clock.now();
    const [open, recent] = [await everything((page) => this.#store.incidents({ state: 'open', ...page })), await this.#store.incidents({ state: 'resolved', limit: 1_000 })];
    const incidents = [...open, ...recent.items.filter(({ changedAt }) => now - changedAt <= this.#settings.flapping.spanMs)];
    const [faults, conditions, beats] = [await this.#store.faults({ open: true, limit: 1_000 }), await this.#store.conditions(), await this.#store.beats()];
    const engine = new Engine(this.#engineSettings(), { incidents, faults: faults.items, conditions, beats }, now);
    this.#engine = engine;
    for (const [kind, text] of this.#unreadable) engine.faults.begin(kind, text, {}, now);
    await this.#recall(engine, now);
    engine.configure(this.#engineSettings(), now);
    const latest = Math.max(0, ...(await this.#store.standings()).map(({ latest }) => latest.dueAt));
    await this.#pacer.start(this.#active(), latest);
    this.#deliverer.wake();
  }

  async stop(graceMs = 5_000): Promise<void> {
    await this.#pacer.stop();
    let callOff = (): void => {};
    const patience = new Promise<void>((resolve) => {
      callOff = this.#clock.after(graceMs, resolve);
    });
    await Promise.race([Promise.allSettled(this.#underway.values()), patience]);
    callOff();
    this.#ended.abort();
    await Promise.allSettled(this.#underway.values());
    await this.#deliverer.stop();
    await this.#pruning;
    await this.#flush();
    this.#engine = undefined;
  }

  async reload(given: WatchConfig | (() => Promise<WatchConfig>)): Promise<void> {
    try {
      const config = typeof given === 'function' ? await given() : given;
      const settings = readWatchSettings(config.watch);
      await this.#check(config, settings);
      this.#config = config;
      this.#settings = settings;
    } catch (error) {
      if (!isToolError(error)) throw error;
      this.#refused = { at: this.#clock.now(), reason: error.text };
      this.#emit({ type: 'reload', outcome: 'refused', reason: error.text });
      throw error;
    }
    this.#refused = undefined;
    this.#slots.resize(this.#settings.concurrency);
    await this.#apply();
    this.#emit({ type: 'reload', outcome: 'taken' });
  }

  targets(): readonly WatchedTarget[] {
    return [...this.#targets.values()];
  }

  async addTarget(entry: TargetEntry): Promise<WatchedTarget> {
    const target = readWatchedTarget(entry, 'api', this.#settings.defaults);
    if (this.#targets.has(target.id)) throw new ToolError('TARGET_INVALID', { en: `${target.label} is watched already.`, 'zh-CN': `${target.label} 已在监测。` });
    await this.#config.examiner.plan([entry]);
    await this.#keep('target', target.id, target as unknown as Setting['body']);
    return target;
  }

  async changeTarget(id: string, change: Parameters<Watch['changeTarget']>[1]): Promise<WatchedTarget | undefined> {
    const known = this.#kept.targets.find((target) => target.id === id);
    if (known === undefined) return undefined;
    const changed: WatchedTarget = { ...known, ...change, ...readTiming(change, known) };
    await this.#keep('target', id, changed as unknown as Setting['body']);
    return changed;
  }

  removeTarget(id: string): Promise<boolean> {
    return this.#discard('target', id);
  }

  async runNow(id: string): Promise<{ readonly result: Result; readonly report: Report } | undefined> {
    const target = this.#targets.get(id);
    if (target === undefined) return undefined;
    const made = await this.#look(target, this.#clock.now(), true);
    if (made === undefined) throw new DOMException('The watcher was stopped', 'AbortError');
    await this.#flush();
    return made;
  }

  async beat(id: string, status: Beat['status']): Promise<boolean> {
    if (!this.heartbeats().some((heartbeat) => heartbeat.id === id)) return false;
    const at = this.#clock.now();
    this.#decide().takeBeat({ heartbeat: id, at, status }, at);
    await this.#flush();
    return true;
  }

  async logIns(events: readonly LogIns[]): Promise<void> {
    // Stored first: whoever hears of a failure may send them again, and they must not count twice.
    await this.#store.commit({ logIns: events });
    this.#decide().countLogIns(events, this.#clock.now());
    await this.#flush();
  }

  rules(): Kept['rules'] {
    return merged(this.#settings.rules, this.#kept.rules, ({ id }) => id);
  }

  async saveRule(given: unknown): ReturnType<Watch['saveRule']> {
    const rule = readRule(given);
    await this.#keep('rule', rule.id, given as Setting['body']);
    return rule;
  }

  removeRule(id: string): Promise<boolean> {
    return this.#discard('rule', id);
  }

  maintenance(): Kept['maintenance'] {
    return merged(this.#settings.maintenance, this.#kept.maintenance, ({ id }) => id);
  }

  async saveMaintenance(given: unknown): ReturnType<Watch['saveMaintenance']> {
    const maintenance = readMaintenance(given);
    await this.#keep('maintenance', maintenance.id, given as Setting['body']);
    return maintenance;
  }

  removeMaintenance(id: string): Promise<boolean> {
    return this.#discard('maintenance', id);
  }

  channels(): Kept['channels'] {
    return merged(this.#settings.channels, this.#kept.channels, ({ name }) => name);
  }

  async saveChannel(given: unknown): ReturnType<Watch['saveChannel']> {
    const channel = readChannel(given);
    await this.#keep('channel', channel.name, given as Setting['body']);
    return channel;
  }

  removeChannel(name: string): Promise<boolean> {
    return this.#discard('channel', name);
  }

  async testChannel(name: string): Promise<Delivery | undefined> {
    const channel = this.channels().find((one) => one.name === name);
    const at = this.#clock.now();
    return channel === undefined ? undefined : this.#deliverer.deliver(channel, { kind: 'test', at }, `test:${name}:${at}`);
  }

  heartbeats(): ReturnType<Watch['heartbeats']> {
    return merged(this.#settings.heartbeats, this.#kept.heartbeats, ({ id }) => id).map((heartbeat) => {
      const last = this.#engine?.lastBeat(heartbeat.id);
      return last === undefined ? heartbeat : { ...heartbeat, last };
    });
  }

  async saveHeartbeat(given: unknown): ReturnType<Watch['saveHeartbeat']> {
    const heartbeat = readHeartbeat(given);
    await this.#keep('heartbeat', heartbeat.id, given as Setting['body']);
    return heartbeat;
  }

  removeHeartbeat(id: string): Promise<boolean> {
    return this.#discard('heartbeat', id);
  }

  get retention(): WatchSettings['retention'] {
    return this.#settings.retention;
  }

  openIncidents(): readonly Incident[] {
    return this.#engine?.openIncidents() ?? [];
  }

  worst(target: string): Severity | undefined {
    const found = new Set(this.openIncidents().filter(({ targets }) => targets.includes(target)).map(({ severity }) => severity));
    return (['critical', 'major', 'minor'] as const).find((severity) => found.has(severity));
  }

  health(): ReturnType<Watch['health']> {
    const trouble = this.#writer.trouble;
    return {
      running: this.#engine !== undefined, targets: this.#targets.size, underway: this.#underway.size, unstored: this.#writer.unstored,
      ...(trouble === undefined ? {} : { storeTrouble: trouble }), lagMs: this.#pacer.lag(), missed: this.#missed + this.#pacer.missed,
      faults: this.#engine?.faults.open() ?? [], ...(this.#refused === undefined ? {} : { refusedReload: this.#refused }),
    };
  }

  on(listener: (event: WatchEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #decide(): Engine {
    if (this.#engine === undefined) throw new Error('The watcher was not started');
    return this.#engine;
  }

  #emit(event: WatchEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #lookOnSchedule(id: string, dueAt: number): void {
    const target = this.#targets.get(id);
    if (target === undefined) return;
    // The one before isn't over: two at a time would tell less than one.
    if (this.#underway.has(id)) this.#missed += 1;
    else void this.#look(target, dueAt, false);
  }

  #look(target: WatchedTarget, dueAt: number, keep: boolean): Promise<Look | undefined> {
    const planned = this.#decide().isPlanned(target, dueAt);
    const key = keep ? `${target.id} ${dueAt}` : target.id;
    const made = this.#lookAndTake(target, dueAt, planned, keep).finally(() => this.#underway.delete(key));
    this.#underway.set(key, made);
    return made;
  }

  async #lookAndTake(target: WatchedTarget, dueAt: number, planned: boolean, keep: boolean): Promise<Look | undefined> {
    const more = this.#options.examination?.(target);
    const trouble = `target:${target.id}`;
    let made: Look | undefined;
    try {
      made = await look(target, dueAt, {
        examiner: this.#config.examiner, memory: this.#memory, clock: this.#clock, signal: this.#ended.signal, slots: this.#slots, planned,
        ...(more === undefined ? {} : { more }), disturbedSince: (steady) => this.#pacer.disturbedSince(steady), reaches: (steady) => this.#reaches(steady),
      });
    } catch (error) {
      if (!isToolError(error)) throw error;
      // A secret that is gone, a plugin that was removed: nobody can look, and that is no news about the target.
      this.#engine?.faults.begin(trouble, { en: `${target.label}: ${error.text.en}`, 'zh-CN': `${target.label}：${error.text['zh-CN']}` }, { target: target.id, code: error.code }, this.#clock.now());
      if (keep) throw error;
      return undefined;
    }
    if (made === undefined || this.#engine === undefined || this.#targets.get(target.id) === undefined) return undefined;
    this.#engine.faults.end(trouble, this.#clock.now());
    if (made.result.verdict === 'up') this.#lastUp = this.#clock.steady();
    if (made.cutOff) this.#engine.faults.begin('no-egress', faultText('no-egress', {}), { looks: true }, this.#clock.now(), target.id);
    this.#engine.take(target, made.result, made.reading, made.report, this.#clock.now(), keep);
    this.#emit({ type: 'result', result: made.result, report: made.report });
    return made;
  }

  /** Another target that was up tells it for nothing. Otherwise a third party is asked, once for all that fail at the same time. */
  async #reaches(since: number): Promise<boolean> {
    if (this.#lastUp >= since - meanwhileMs) return true;
    const steady = this.#clock.steady();
    if (this.#control === undefined || steady - this.#control.at > meanwhileMs) this.#control = { at: steady, answer: reachesOut(this.#config.controls ?? defaultControls.timeSources) };
    return await this.#control.answer !== false;
  }

  /** Once a second. */
  #turn(now: number): void {
    this.#engine?.tick(now);
    void this.#flush();
    if (this.#clock.steady() < this.#pruneFrom || this.#pruning !== undefined || this.#writer.trouble !== undefined) return;
    this.#pruneFrom = this.#clock.steady() + pruneMs;
    this.#pruning = this.#prune(now).finally(() => {
      this.#pruning = undefined;
    });
  }

  async #prune(now: number): Promise<void> {
    try {
      await this.#store.prune(now, this.#settings.retention);
    } catch (error) {
      // Trouble of the store shows where it is written to; what is forgotten a turn later harms nobody.
      if (!(error instanceof StoreError)) throw error;
    }
  }

  async #flush(): Promise<void> {
    const batch = this.#engine?.drain(this.#clock.now());
    if (batch !== undefined) {
      this.#writer.add(batch);
      for (const transition of batch.transitions ?? []) {
        const incident = batch.incidents?.find(({ id }) => id === transition.incident);
        if (incident !== undefined) this.#emit({ type: 'incident', incident, transition });
      }
      for (const fault of batch.faults ?? []) this.#emit({ type: 'self-fault', fault });
    }
    await this.#writer.flush();
  }

  #storeTurned(trouble: StoreTrouble | undefined, waiting: number): void {
    const now = this.#clock.now();
    if (trouble === undefined) this.#engine?.faults.end('storage', now);
    else {
      const text = faultText('storage', {}, { trouble: storeTroubleTexts[trouble] });
      this.#engine?.faults.begin('storage', text, { trouble }, now);
      this.#engine?.faults.restate('storage', text, { trouble });
    }
    this.#emit({ type: 'store', waiting, ...(trouble === undefined ? {} : { trouble }) });
  }

  #channelTurned(name: string, failing: { readonly reason: string; readonly text: Localized<string> } | undefined): void {
    const engine = this.#engine;
    if (engine === undefined) return;
    const at = this.#clock.now();
    const kind = `channel:${name}`;
    const message: Message = { kind: failing === undefined ? 'channel-recovered' : 'channel-failing', at, channel: { name, reason: failing?.reason ?? '' } };
    if (failing === undefined) engine.faults.end(kind, at);
    else engine.faults.begin(kind, faultText('channel', { name }, { reason: failing.text }), { reason: failing.reason }, at, undefined, false);
    engine.tellAll(message, kind, `${kind}:${at}`, name);
    void this.#flush();
  }

  /** Before anything is changed: whether every target of a config can be examined. */
  async #check(config: WatchConfig, settings: WatchSettings): Promise<void> {
    const seen = new Map<string, string>();
    for (const entry of config.targets) {
      const { id, label } = readWatchedTarget(entry, 'config', settings.defaults);
      const twin = seen.get(id);
      if (twin !== undefined) throw new ToolError('CONFIG_INVALID', { en: `${label} is there twice.`, 'zh-CN': `${label} 出现了两次。` });
      seen.set(id, label);
      await config.examiner.plan([entry]);
    }
  }

  async #readKept(): Promise<Kept> {
    const all = Map.groupBy(await this.#store.settings(), ({ kind }) => kind);
    this.#unreadable.clear();
    const of = <T>(kind: Setting['kind'], readOne: (body: unknown) => T): readonly T[] => (all.get(kind) ?? []).flatMap(({ id, body }) => {
      try {
        return [readOne(body)];
      } catch (error) {
        if (!isToolError(error)) throw error;
        // What an earlier version took must not keep this one from starting.
        this.#unreadable.set(`setting:${kind}:${id}`, error.text);
        return [];
      }
    });
    return {
      // What was accepted is kept as it was read then.
      targets: of('target', (body) => body as WatchedTarget),
      rules: of('rule', (body) => readRule(body)), maintenance: of('maintenance', (body) => readMaintenance(body)),
      channels: of('channel', (body) => readChannel(body)), heartbeats: of('heartbeat', (body) => readHeartbeat(body)),
    };
  }

  async #keep(kind: Setting['kind'], id: string, body: Setting['body']): Promise<void> {
    await this.#store.saveSetting({ kind, id, body, changedAt: this.#clock.now() });
    this.#kept = await this.#readKept();
    await this.#apply();
  }

  async #discard(kind: Setting['kind'], id: string): Promise<boolean> {
    const was = await this.#store.removeSetting(kind, id);
    if (!was) return false;
    this.#kept = await this.#readKept();
    await this.#apply();
    return true;
  }

  async #apply(): Promise<void> {
    await this.#useTargets();
    if (this.#engine === undefined) return;
    this.#engine.configure(this.#engineSettings(), this.#clock.now());
    await this.#pacer.use(this.#active());
    await this.#flush();
  }

  async #useTargets(): Promise<void> {
    const written = this.#config.targets.map((entry) => readWatchedTarget(entry, 'config', this.#settings.defaults));
    const targets = new Map([...this.#kept.targets, ...written].map((target) => [target.id, target]));
    const changed = [...targets.values()].filter((target) => JSON.stringify(this.#targets.get(target.id)) !== JSON.stringify(target));
    if (changed.length > 0) await this.#store.saveTargets(changed);
    this.#targets = targets;
  }

  #active(): readonly WatchedTarget[] {
    return this.targets().filter(({ paused }) => !paused);
  }

  #engineSettings(): EngineSettings {
    return { targets: this.#targets, rules: this.rules(), maintenance: this.maintenance(), channels: this.channels(), heartbeats: this.heartbeats(), flapping: this.#settings.flapping };
  }

  /** What rules over a window have to know of the time before. */
  async #recall(engine: Engine, now: number): Promise<void> {
    const windows = this.rules().map((rule) => ('windowMs' in rule && !(rule.type === 'rate' && rule.measure === 'log-ins') ? rule.windowMs : 0));
    const [span, logInSpan] = [Math.max(0, ...windows), Math.max(0, ...this.rules().map((rule) => ('windowMs' in rule ? rule.windowMs : 0)))];
    const logIns = logInSpan === 0 ? [] : await this.#store.logIns({ from: now - logInSpan, to: now + 60_000 });
    engine.recall([], logIns);
    if (span === 0) return;
    for (const { id } of this.#targets.values()) {
      engine.recall(await everything((page) => this.#store.results({ target: id, from: now - span, to: now + 1, ...page })), []);
    }
  }
}

/** All pages, one after the other. */
async function everything<Item>(read: (page: { readonly limit: number; readonly after?: string }) => Promise<Page<Item>>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let after: string | undefined; ;) {
    const page: Page<Item> = await read({ limit: 1_000, ...(after === undefined ? {} : { after }) });
    items.push(...page.items);
    if (page.next === undefined) return items;
    after = page.next;
  }
}

/** What the file says stands; what the API keeps under a name of its own stands beside it. */
function merged<T>(written: readonly T[], kept: readonly T[], nameOf: (item: T) => string): readonly T[] {
  const names = new Set(written.map(nameOf));
  return [...written, ...kept.filter((item) => !names.has(nameOf(item)))];
}
