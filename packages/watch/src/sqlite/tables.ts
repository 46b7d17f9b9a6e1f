import type { Generated } from 'kysely';

/** The tables, as Kysely types them. Records that are only ever read whole are JSON in `body`. */
export interface Tables {
  readonly targets: { readonly number: Generated<number>; readonly id: string; readonly body: string };
  readonly settings: { readonly kind: string; readonly id: string; readonly body: string; readonly changed_at: number };
  readonly results: ResultRow;
  readonly standings: { readonly target: number; readonly due_at: number; readonly verdict: number; readonly since: number; readonly body: string };
  readonly reports: { readonly target: number; readonly due_at: number; readonly exit_code: number; readonly body: Uint8Array };
  readonly findings: {
    readonly target: number; readonly due_at: number; readonly position: number;
    readonly finding: string; readonly layer: string; readonly outcome: string; readonly severity: string | null; readonly about: string; readonly params: string;
  };
  readonly rollups: {
    readonly resolution: number; readonly target: number; readonly node: string; readonly from_at: number;
    readonly up: number; readonly down: number; readonly inconclusive: number; readonly planned: number;
    readonly took_sum: number; readonly took_min: number; readonly took_max: number;
  };
  readonly incidents: { readonly id: string; readonly key: string; readonly state: string; readonly revision: number; readonly ended_at: number | null; readonly body: string };
  readonly incident_targets: { readonly incident: string; readonly target: string };
  readonly transitions: { readonly incident: string; readonly revision: number; readonly body: string };
  readonly faults: { readonly id: string; readonly started_at: number; readonly ended_at: number | null; readonly body: string };
  readonly conditions: { readonly rule: string; readonly subject: string; readonly body: string };
  readonly log_ins: { readonly service: string; readonly minute: number; readonly outcome: string; readonly reason: string; readonly count: number };
  readonly beats: { readonly heartbeat: string; readonly at: number; readonly status: string };
  readonly outbox: {
    readonly id: Generated<number>; readonly key: string; readonly channel: string; readonly subject: string; readonly body: string; readonly state: string;
    readonly attempts: Generated<number>; readonly created_at: number; readonly next_at: number; readonly settled_at: number | null; readonly receipt: string | null;
  };
}

export interface ResultRow {
  readonly target: number;
  readonly due_at: number;
  readonly started_at: number;
  readonly took_ms: number;
  /** A place in `verdicts`. */
  readonly verdict: number;
  readonly attempts: number;
  readonly name_ms: number | null;
  readonly connect_ms: number | null;
  readonly tls_ms: number | null;
  readonly first_byte_ms: number | null;
  readonly cause: string | null;
  readonly because: string | null;
  readonly node: string | null;
  readonly not_after: number | null;
  readonly planned: number;
}
