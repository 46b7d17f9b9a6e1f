import type { Manifest } from '@culprit/core';
import type { Store, Watch } from '@culprit/watch';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { targetMetrics } from './target-metrics.ts';

/**
 * Node measures how late its loop is by waking up a hundred times a second: 3.3 ms of CPU in each, as much as most of a look.
 * How late looks begin tells the same. prom-client has no way to leave out one of its metrics, only one to ask it seldom.
 */
const never = 2 ** 31 - 1;
const delays = ['min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99'].map((quantile) => `nodejs_eventloop_lag_${quantile}_seconds`);

/**
 * What is watched, as Prometheus reads it. The label `cause` is closed: ids of causes and of rules, `unclaimed` for a failure
 * that no cause claims. Names of targets are labels; what servers say never is.
 */
export function watchMetrics(watch: Watch, store: Store, plugins: readonly Manifest[]): { readonly metrics: () => Promise<string>; readonly end: () => void } {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: never });
  for (const name of delays) registry.removeSingleMetric(name);
  const causes = new Set(plugins.flatMap((plugin) => plugin.causes.map(({ id }) => id)));
  const causeOf = (id: string): string => (causes.has(id) || /^watch\/[a-z-]+$/.test(id) ? id : 'unclaimed');

  const checks = new Counter({ name: 'culprit_checks_total', help: 'Looks that ended, by what they came to', labelNames: ['target', 'verdict'], registers });
  const durations = new Histogram({ name: 'culprit_check_duration_seconds', help: 'How long looks took', labelNames: ['verdict'], buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30], registers });
  const deliveries = new Counter({ name: 'culprit_deliveries_total', help: 'Attempts to tell somebody', labelNames: ['channel', 'outcome'], registers });
  const labels = new Map<string, string>();
  const labelOf = (id: string): string => {
    if (!labels.has(id)) for (const target of watch.targets()) labels.set(target.id, target.label);
    return labels.get(id) ?? id;
  };
  const end = watch.on((event) => {
    if (event.type === 'result') {
      checks.inc({ target: labelOf(event.result.target), verdict: event.result.verdict });
      durations.observe({ verdict: event.result.verdict }, event.result.tookMs / 1_000);
    } else if (event.type === 'delivery') deliveries.inc({ channel: event.entry.channel, outcome: event.delivery.outcome });
  });

  const gauge = (name: string, help: string, labelNames: readonly string[] = []): Gauge => new Gauge({ name, help, labelNames, registers });
  const incidents = gauge('culprit_open_incidents', 'Open incidents by cause', ['cause', 'owner', 'severity']);
  const afflicted = gauge('culprit_target_cause', '1 while a target suffers from a cause', ['target', 'cause']);
  const lag = gauge('culprit_schedule_lag_seconds', 'How late looks begin, over the latest 1,000', ['quantile']);
  const unstored = gauge('culprit_unstored_results', 'Results that are not stored yet');
  const faults = gauge('culprit_self_faults', 'Trouble of the watcher itself that lasts', ['kind']);
  const refresh = (): void => {
    for (const one of [incidents, afflicted, faults]) one.reset();
    labels.clear();
    for (const { cause, owner, severity, targets } of watch.openIncidents()) {
      incidents.inc({ cause: causeOf(cause), owner, severity });
      for (const target of targets) afflicted.set({ target: labelOf(target), cause: causeOf(cause) }, 1);
    }
    const health = watch.health();
    lag.set({ quantile: '0.5' }, health.lagMs.p50 / 1_000);
    lag.set({ quantile: '0.99' }, health.lagMs.p99 / 1_000);
    unstored.set(health.unstored);
    for (const { kind } of health.faults) faults.inc({ kind });
  };
  return {
    end,
    async metrics() {
      refresh();
      const standings = await store.standings();
      const watched = new Set(watch.targets().map(({ id }) => id));
      return `${await registry.metrics()}\n${await targetMetrics(standings.filter(({ target }) => watched.has(target)), labelOf)}`;
    },
  };
}
