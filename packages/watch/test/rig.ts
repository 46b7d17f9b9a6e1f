import { createSecretReader, type Json, type TargetEntry } from '@culprit/core';
import { createWatch, openSqliteStore, type Store, type Watch, type WatchConfig } from '../src/index.ts';
import { createStreet, streetExaminer, warmUp, type Light, type Street } from './lights.ts';
import { manualClock, type ManualClock } from './manual-clock.ts';

/** A watcher of a street, by a clock of the test's. */
export interface Rig extends AsyncDisposable {
  readonly watch: Watch;
  readonly store: Store;
  readonly clock: ManualClock;
  readonly street: Street;
  readonly secrets: Map<string, string>;
  config(targets: readonly TargetEntry[], watch?: { readonly [name: string]: Json }): WatchConfig;
  /** Another process over the same store: the first one just ends. */
  again(): Promise<Rig>;
}

export interface RigOptions {
  readonly lights?: Readonly<Record<string, Light>>;
  readonly watch?: { readonly [name: string]: Json };
  readonly targets?: readonly TargetEntry[];
  readonly store?: Store;
  readonly clock?: ManualClock;
  readonly street?: Street;
  readonly secrets?: Map<string, string>;
  readonly controls?: readonly string[];
}

export async function createRig(options: RigOptions = {}): Promise<Rig> {
  const { lights = {}, watch: settings = {}, secrets = new Map<string, string>() } = options;
  const { street = createStreet(lights), clock = manualClock(), store = await openSqliteStore({ path: ':memory:' }) } = options;
  await warmUp();
  const examiner = streetExaminer(street);
  const reader = createSecretReader([{ scheme: 'test', resolve: async (name) => secrets.get(name) }]);
  const config: Rig['config'] = (targets, watch = {}) => ({ examiner, secrets: reader, targets, controls: options.controls ?? [], watch: { defaults: { interval: '20s', retries: 0, retryDelay: '1s' }, ...watch } });
  const watch = createWatch(config(options.targets ?? Object.keys(lights).map((name) => `light://${name}`), settings), { store, clock, address: 'https://culprit.example/' });
  await watch.start();
  return {
    watch, store, clock, street, secrets, config,
    again: () => createRig({ ...options, store, clock, street, secrets }),
    async [Symbol.asyncDispose]() {
      const stopped = watch.stop(0);
      await clock.pass(1);
      await stopped;
      await store.close();
    },
  };
}
