import { setImmediate } from 'node:timers/promises';
import type { Standing } from '@culprit/watch';

interface Family {
  readonly name: string;
  readonly help: string;
  /** Further labels, as they are written, and the value. */
  readonly samples: (standing: Standing) => readonly (readonly [labels: string, value: number])[];
}

const families: readonly Family[] = [{
  name: 'culprit_target_up', help: '1 up, 0 down; absent while nothing can be said',
  samples: ({ verdict }) => (verdict === 'inconclusive' ? [] : [['', verdict === 'up' ? 1 : 0]]),
}, {
  name: 'culprit_target_phase_seconds', help: 'How long the steps of the latest look took',
  samples: ({ latest: { phases } }) => Object.entries(phases).flatMap(([phase, ms]) => (typeof ms === 'number' ? [[`,phase="${phase}"`, ms / 1_000] as const] : [])),
}, {
  name: 'culprit_target_certificate_not_after_seconds', help: 'When the certificate ends, in seconds since 1970',
  samples: ({ latest: { certificateNotAfter: ends } }) => (ends === undefined ? [] : [['', ends / 1_000]]),
}];

const targetsAtATime = 250;

/**
 * The gauges of each target, https://prometheus.io/docs/instrumenting/exposition_formats/: written from what is stored, with
 * pauses. As gauges of prom-client, those of 4,000 targets held up every look for 200 ms, and stayed in memory from one scrape
 * to the next.
 */
export async function targetMetrics(standings: readonly Standing[], labelOf: (target: string) => string): Promise<string> {
  const lines: string[] = [];
  for (const { name, help, samples } of families) {
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`);
    for (const [index, standing] of standings.entries()) {
      if (index % targetsAtATime === targetsAtATime - 1) await setImmediate();
      const target = escaped(labelOf(standing.target));
      for (const [labels, value] of samples(standing)) lines.push(`${name}{target="${target}"${labels}} ${value}`);
    }
    lines.push('');
  }
  return `${lines.join('\n')}\n`;
}

const escaped = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
