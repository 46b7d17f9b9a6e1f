import type { Access, Controls, Depth, Given, Layer, Localized, TargetEntry } from '@culprit/core';
import { clock } from './scenarios/clock.ts';
import { connection } from './scenarios/connection.ts';
import { dogecloud } from './scenarios/dogecloud.ts';
import { files } from './scenarios/files.ts';
import { healthy } from './scenarios/healthy.ts';
import { http } from './scenarios/http.ts';
import { identity } from './scenarios/identity.ts';
import { keys } from './scenarios/keys.ts';
import { logIns } from './scenarios/log-ins.ts';
import { mirrors } from './scenarios/mirrors.ts';
import { name } from './scenarios/name.ts';
import { oneTimeCodes } from './scenarios/one-time-codes.ts';
import { proxy } from './scenarios/proxy.ts';
import { revocation } from './scenarios/revocation.ts';
import { starttls } from './scenarios/starttls.ts';
import { storedSecrets } from './scenarios/stored-secrets.ts';
import { tokens } from './scenarios/tokens.ts';
import { storage } from './scenarios/storage.ts';
import { tls } from './scenarios/tls.ts';

/** Servers that stand, and how a client would go to them. Disposing ends the servers and removes the files. */
export interface Situation extends AsyncDisposable {
  /** What a person would type. */
  readonly target: string;
  readonly given?: Given;
  /** The target as a config has it, where no text says all of it. */
  readonly entry?: TargetEntry;
  /** What the run may do beside observing. */
  readonly allow?: readonly Access[];
  /** Stand-ins on loopback for the third parties. Those that are not named are nobody. */
  readonly controls?: Partial<Controls>;
  /** Secrets of the client, which its headers refer to as `lab:NAME`. */
  readonly secrets?: { readonly [name: string]: string };
  /** Environment variables of the client. */
  readonly env?: { readonly [name: string]: string };
  /** How far the client's clock is off; positive: ahead. */
  readonly clockOffsetMs?: number;
  /** How much is asked. Default: `quick`. */
  readonly depth?: Depth;
  /** Deadline of the whole run, where something never answers. */
  readonly timeoutMs?: number;
}

/** Something broken whose cause is known. */
export interface Scenario {
  /** Kebab-case, unique. */
  readonly id: string;
  /** Where a client meets it. */
  readonly layer: Layer;
  /** The requirements that it shows. */
  readonly rows: readonly string[];
  /** The plugins that read its targets and hold its causes: `network`, `certificate`, … Others may be there. */
  readonly plugins: readonly string[];
  /** It sets variables of the process: nothing else may run meanwhile. */
  readonly alone?: boolean;
  /** What is broken, in one short sentence. */
  readonly text: Localized<string>;
  /** The id of the first diagnosis: a cause or, where no cause claims the failure, the finding. */
  readonly cause: string;
  /** Rejects if a server can't be started; nothing is left running then. */
  start(): Promise<Situation>;
  /** Almost the same, but healthy or with another cause. */
  readonly nearMiss: {
    readonly text: Localized<string>;
    /** Absent: healthy. */
    readonly cause?: string;
    start(): Promise<Situation>;
  };
}

/** A scenario as its list has it: the plugins are those of the list, if it names none of its own. */
export type ListedScenario = Omit<Scenario, 'plugins'> & Partial<Pick<Scenario, 'plugins'>>;

/** Something that works, however unusual it is. */
export type HealthyScenario = Pick<Scenario, 'id' | 'layer' | 'rows' | 'plugins' | 'alone' | 'text' | 'start'>;

/** The same of something that works. */
export type ListedHealthyScenario = Omit<HealthyScenario, 'plugins'>;

/** Scenarios that take these plugins beside `network`. */
const taking = (plugins: readonly string[], list: readonly ListedScenario[]): readonly Scenario[] => list.map((one) => ({ plugins: ['network', ...plugins], ...one }));

/** Every scenario, in the order in which a client meets the layers. */
export const scenarios: readonly Scenario[] = [
  ...taking(['certificate'], clock), ...taking([], name), ...taking([], connection), ...taking([], proxy), ...taking([], tls), ...taking([], starttls),
  ...taking(['certificate'], identity), ...taking(['certificate'], revocation), ...taking(['certificate'], files), ...taking(['certificate'], http),
  ...taking(['credential'], keys), ...taking(['credential'], storedSecrets), ...taking(['certificate', 'mfa'], oneTimeCodes), ...taking(['credential'], tokens), ...taking(['credential'], logIns),
  ...taking(['storage-endpoint'], dogecloud), ...taking(['storage-endpoint'], storage), ...taking(['credential', 'mirror'], mirrors),
];

/** What must not be blamed. */
export const healthyScenarios: readonly HealthyScenario[] = healthy.map((one) => ({ plugins: ['network'], ...one }));
