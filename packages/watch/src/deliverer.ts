import { isToolError, type Localized, type Permits, type SecretReader } from '@culprit/core';
import type { Delivery, Send } from './channel.ts';
import { channelTypes } from './channel-types.ts';
import type { Clock } from './clock.ts';
import type { Message, OutboxEntry } from './records.ts';
import type { ChannelSettings } from './settings.ts';
import { StoreError, type Settlement, type Store } from './store.ts';

export interface DelivererOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly send: Send;
  readonly permits: Permits;
  readonly address?: string;
  readonly channel: (name: string) => ChannelSettings | undefined;
  readonly secrets: () => SecretReader;
  readonly settled: (entry: OutboxEntry, delivery: Delivery) => void;
  /** A channel failed so often that somebody must know, or works again. */
  readonly turned: (channel: string, failing: { readonly reason: string; readonly text: Localized<string> } | undefined) => void;
}

const attemptMs = 15_000;
const firstWaitMs = 10_000;
const longestWaitMs = 3_600_000;
/** What nobody could be told for a day is told by the page alone. */
const giveUpMs = 86_400_000;
const failuresToTell = 3;
const entriesAtATime = 50;

/** Carries messages from the outbox to their channels, each channel's in order, and writes down what came of it. */
export class Deliverer {
  readonly #options: DelivererOptions;
  readonly #failures = new Map<string, number>();
  readonly #failing = new Set<string>();
  readonly #ended = new AbortController();
  #underway: Promise<void> | undefined;
  #again = false;
  #hastenMs = 0;
  #callOff: () => void = () => {};

  constructor(options: DelivererOptions) {
    this.#options = options;
  }

  /** Something may be due. */
  wake(): void {
    if (this.#ended.signal.aborted) return;
    if (this.#underway !== undefined) {
      this.#again = true;
      return;
    }
    this.#underway = this.#run().finally(() => {
      this.#underway = undefined;
      if (this.#again) {
        this.#again = false;
        this.wake();
      }
    });
  }

  /** What waits for its next attempt waits no longer because the clock was put back. */
  clockJumped(byMs: number): void {
    this.#hastenMs += Math.max(0, -byMs);
    this.wake();
  }

  async stop(): Promise<void> {
    this.#ended.abort();
    this.#callOff();
    await this.#underway;
  }

  /** One attempt, past the outbox. */
  async deliver(settings: ChannelSettings, message: Message, key: string): Promise<Delivery> {
    const { send, permits, address, secrets, clock } = this.#options;
    const type = channelTypes[settings.type];
    if (type === undefined) return { outcome: 'refused', receipt: `There is no channel of type ${settings.type}` };
    const signal = AbortSignal.any([this.#ended.signal, AbortSignal.timeout(attemptMs)]);
    try {
      return await type.deliver(message, { options: settings.options, locale: settings.locale, ...(address === undefined ? {} : { link: address }), key, secrets: secrets(), send, permits, now: () => clock.now(), signal });
    } catch (error) {
      // The message of any other error may hold an address that is a secret.
      return isToolError(error) ? { outcome: 'refused', receipt: error.text[settings.locale], text: error.text } : { outcome: 'failed', receipt: codeOf(error) };
    }
  }

  async #run(): Promise<void> {
    const { store, clock } = this.#options;
    this.#callOff();
    try {
      if (this.#hastenMs > 0) {
        await store.outbox.hasten(this.#hastenMs);
        this.#hastenMs = 0;
      }
      for (;;) {
        const due = await store.outbox.due(clock.now(), entriesAtATime);
        if (due.length === 0 || this.#ended.signal.aborted) break;
        const byChannel = Map.groupBy(due, ({ channel }) => channel);
        await Promise.all([...byChannel.values()].map(async (entries) => {
          for (const entry of entries) if (!this.#ended.signal.aborted) await this.#attempt(entry);
        }));
      }
      const next = await store.outbox.nextAt();
      if (next !== undefined && !this.#ended.signal.aborted) this.#callOff = clock.after(Math.min(Math.max(next - clock.now(), 100), 60_000), () => this.wake());
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      // The outbox can't be read or written now. What was sent and could not be noted is sent once more, with the same key.
      if (!this.#ended.signal.aborted) this.#callOff = clock.after(firstWaitMs, () => this.wake());
    }
  }

  async #attempt(entry: OutboxEntry): Promise<void> {
    const { store, clock, channel, settled } = this.#options;
    const settings = channel(entry.channel);
    const delivery: Delivery = settings === undefined ? { outcome: 'refused', receipt: 'The channel was removed' } : await this.deliver(settings, entry.message, entry.key);
    // A message that the end of the process cut off is tried again by the next one.
    if (this.#ended.signal.aborted && delivery.outcome !== 'delivered') return;
    await store.outbox.settle(entry.id, settlementOf(entry, delivery, clock.now(), settings === undefined));
    settled(entry, delivery);
    if (settings !== undefined) this.#note(entry.channel, delivery);
  }

  #note(channel: string, delivery: Delivery): void {
    if (delivery.outcome === 'delivered') {
      this.#failures.delete(channel);
      if (this.#failing.delete(channel)) this.#options.turned(channel, undefined);
      return;
    }
    const failures = (this.#failures.get(channel) ?? 0) + 1;
    this.#failures.set(channel, failures);
    if (this.#failing.has(channel) || (failures < failuresToTell && delivery.outcome !== 'refused')) return;
    this.#failing.add(channel);
    const { receipt } = delivery;
    this.#options.turned(channel, { reason: receipt, text: delivery.outcome === 'refused' && delivery.text !== undefined ? delivery.text : { en: receipt, 'zh-CN': receipt } });
  }
}

function settlementOf({ attempts, createdAt }: OutboxEntry, delivery: Delivery, now: number, gone: boolean): Settlement {
  const { receipt } = delivery;
  if (delivery.outcome === 'delivered') return { state: 'delivered', at: now, receipt };
  if (gone || now - createdAt > giveUpMs) return { state: 'given-up', at: now, receipt };
  // What somebody has to mend first is tried seldom.
  const wait = delivery.outcome === 'refused' ? longestWaitMs / 6 : Math.max(firstWaitMs * 2 ** Math.min(attempts, 10), delivery.afterMs ?? 0);
  return { state: 'waiting', nextAt: now + Math.min(wait, longestWaitMs), receipt };
}

/** The code of an error or of what it was caused by: `ECONNREFUSED`, `UND_ERR_CONNECT_TIMEOUT`, `TimeoutError`. */
function codeOf(error: unknown): string {
  for (let current: unknown = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    if ('code' in current && typeof current.code === 'string') return current.code;
    if (current.cause === undefined) return current.name;
  }
  return 'failed';
}
