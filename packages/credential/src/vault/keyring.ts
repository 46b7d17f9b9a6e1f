/** What the keyring of the desktop has under a name. */
export type KeyringReading =
  | { readonly outcome: 'value'; readonly text: string }
  /** `not-installed`: the package @napi-rs/keyring is not there; `no-service`: no Secret Service, Keychain or Credential Manager can be reached. */
  | { readonly outcome: 'absent'; readonly why: 'no-entry' | 'not-installed' | 'no-service' };

interface Keyring {
  readonly AsyncEntry: new (service: string, username: string) => { getPassword(signal?: AbortSignal): Promise<string | null | undefined> };
}

/** How long a keyring may take: a locked one asks its owner. */
const patienceMs = 20_000;

/**
 * Reads `service/account` from the keyring of the desktop: Keychain, Credential Manager or Secret Service, by the optional
 * package @napi-rs/keyring. Servers and containers have none; that is an answer here.
 */
export async function readKeyring(name: string, load: () => Promise<Keyring> = () => import('@napi-rs/keyring')): Promise<KeyringReading> {
  const slash = name.indexOf('/');
  const [service, account] = slash < 0 ? ['culprit', name] : [name.slice(0, slash), name.slice(slash + 1)];
  let keyring: Keyring;
  try {
    keyring = await load();
  } catch {
    return { outcome: 'absent', why: 'not-installed' };
  }
  try {
    const text = await new keyring.AsyncEntry(service, account).getPassword(AbortSignal.timeout(patienceMs));
    return text === null || text === undefined || text === '' ? { outcome: 'absent', why: 'no-entry' } : { outcome: 'value', text };
  } catch {
    // Its one code for everything is GenericFailure; its words name the platform and never the value.
    return { outcome: 'absent', why: 'no-service' };
  }
}
