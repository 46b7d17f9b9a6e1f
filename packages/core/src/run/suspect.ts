import type { Cause, Suspicion } from '../cause.ts';
import type { JsonObject } from '../json.ts';
import type { Finding } from '../report.ts';
import type { Settings } from '../settings.ts';
import type { TargetKind } from '../target.ts';
import type { PlannedTarget } from './plan.ts';

/** A cause under suspicion, and whose trouble it would be. */
export interface Suspect {
  readonly cause: Cause;
  /** `host:port`, an account, what the cause itself takes for it, or empty for causes of the machine and its network. */
  readonly subject: string;
  readonly suspicion: Suspicion;
}

/** Ids of the causes that findings themselves name, by the finding. */
export type NamedCauses = ReadonlyMap<string, readonly string[]>;

/** Pure: pairs failures with the causes that they point at, one suspect per cause and subject. */
export function suspect(failures: readonly Finding[], causes: readonly Cause[], targets: readonly PlannedTarget[], settings: Settings, named: NamedCauses = new Map()): readonly Suspect[] {
  const byId = new Map(targets.map((target) => [target.id, target]));
  const suspects: Suspect[] = [];
  for (const cause of causes) {
    const bySubject = new Map<string, Finding[]>();
    for (const failure of failures) {
      const target = byId.get(failure.target);
      if (target === undefined || !(cause.suspectedBy.includes(failure.id) || named.get(failure.id)?.includes(cause.id) === true)) continue;
      const subject = cause.subject?.(failure) ?? subjectOf(cause, target);
      const group = bySubject.get(subject);
      if (group === undefined) bySubject.set(subject, [failure]);
      else group.push(failure);
    }
    for (const [subject, findings] of bySubject) {
      const own = [...new Set(findings.map(({ target }) => target))].flatMap((id) => byId.get(id) ?? []);
      const suspicion: Suspicion = {
        findings, settings, targets: own.map(({ target }) => target),
        related: <Data extends JsonObject>(kind: TargetKind<Data>) => {
          const first = own[0];
          return first === undefined ? undefined : (find(first, kind.kind, byId)?.target.data as Data | undefined);
        },
      };
      if (cause.concerns(suspicion)) suspects.push({ cause, subject, suspicion });
    }
  }
  return suspects;
}

/** Whose trouble a cause would be on this target. */
export function subjectOf({ scope }: Pick<Cause, 'scope'>, { kind, target }: PlannedTarget): string {
  if (scope === 'machine' || scope === 'network') return '';
  return scope === 'account' ? kind.account(target.data) : kind.endpoint(target.data);
}

/** The nearest target of a kind: itself, then what it rests on, then what rests on it. */
function find(start: PlannedTarget, kind: string, byId: ReadonlyMap<string, PlannedTarget>): PlannedTarget | undefined {
  for (const direction of ['implies', 'impliedBy'] as const) {
    const queue = [start];
    const seen = new Set<string>();
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (seen.has(next.id)) continue;
      seen.add(next.id);
      if (next.target.kind === kind) return next;
      queue.push(...next[direction].flatMap((id) => byId.get(id) ?? []));
    }
  }
  return undefined;
}
