import { X509Certificate } from 'node:crypto';
import { createMemory } from '@culprit/core';
import { judgeChain } from '../path-building/judge-chain.ts';
import { trustStores } from '../path-building/trust-stores.ts';
import { readContents } from './read-contents.ts';

/** A certificate file and its key as they are to be given to a server or a CDN. */
export interface Deployment {
  /** The text of the file: PEM, the server's own certificate first. */
  readonly certificates: Uint8Array;
  readonly privateKey: Uint8Array;
  readonly now: Date;
  /** DER: authorities that are trusted besides those of this machine. */
  readonly anchors?: readonly Uint8Array[];
}

export interface DeploymentFault {
  /**
   * A {@link PemFault}, `no-certificate`, `not-pem`, `no-key`, `key-unreadable`, `key-mismatch`, `wrong-order`, or the id of a cause.
   */
  readonly fault: string;
  /** What exactly: `line 3`, a name. */
  readonly detail?: string;
}

/** What only clients of certain names or dates care about is for whoever asks about them. */
const chainCauses: ReadonlySet<string> = new Set([
  'certificate/malformed-certificate', 'certificate/incomplete-chain', 'certificate/wrong-issuer-key', 'certificate/unknown-root', 'certificate/self-signed', 'certificate/expired', 'certificate/not-yet-valid',
]);

/**
 * What speaks against giving this certificate and key to a server: damaged PEM, a key that does not fit, a chain that leads
 * nowhere, dates that are over. Empty: nothing. Asks nobody, so a missing intermediate is not fetched; names are not judged.
 */
export async function judgeDeployment({ certificates, privateKey, now, anchors = [] }: Deployment): Promise<readonly DeploymentFault[]> {
  const contents = await readContents(certificates, undefined);
  const damage = contents.problems.map(({ fault, line }): DeploymentFault => ({ fault, detail: `line ${line}` }));
  if (damage.length > 0) return damage;
  if (contents.certificates.length === 0) return [{ fault: 'no-certificate' }];
  if (contents.encoding !== 'pem') return [{ fault: 'not-pem', ...(contents.encoding === undefined ? {} : { detail: contents.encoding }) }];
  const chain = contents.certificates.map(({ der }) => der);
  return [...await keyFaults(chain, privateKey), ...chainFaults(chain, anchors, now)];
}

async function keyFaults(chain: readonly Uint8Array[], bytes: Uint8Array): Promise<readonly DeploymentFault[]> {
  const { keys: [found], problems: [problem] } = await readContents(bytes, undefined);
  if (problem !== undefined) return [{ fault: 'key-unreadable', detail: problem.fault }];
  if (found === undefined) return [{ fault: 'no-key' }];
  const { key } = found;
  if (typeof key === 'string') return [{ fault: 'key-unreadable', detail: key }];
  const at = chain.findIndex((der) => {
    try {
      return new X509Certificate(der).checkPrivateKey(key);
    } catch {
      return false;
    }
  });
  return at === 0 ? [] : [{ fault: at < 0 ? 'key-mismatch' : 'wrong-order' }];
}

function chainFaults(chain: readonly Uint8Array[], anchors: readonly Uint8Array[], now: Date): readonly DeploymentFault[] {
  const { faults } = judgeChain({ chain, anchors, stores: trustStores(createMemory()), now });
  return faults.filter(({ cause }) => chainCauses.has(cause)).map(({ cause, detail }) => ({ fault: cause, ...(detail === undefined ? {} : { detail }) }));
}
