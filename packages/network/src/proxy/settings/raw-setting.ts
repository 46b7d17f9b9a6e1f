/** What a setting says: the address of a proxy, the hosts that are exempt, or a file for automatic configuration. */
export type SettingKind = 'proxy' | 'no-proxy' | 'pac';

/** A setting as it stands; its value may hold a password. */
export type RawSetting = { readonly name: string; readonly kind: SettingKind; readonly value: string };

/** The settings among some names that are set to something. */
export function settingsOf(kinds: { readonly [name: string]: SettingKind }, values: Iterable<readonly [name: string, value: unknown]>): readonly RawSetting[] {
  const found: RawSetting[] = [];
  for (const [name, value] of values) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    // A reference to another setting is judged where it leads.
    if (kind === undefined || typeof value !== 'string' || value.trim() === '' || value.includes('${') || value.length > 4_096) continue;
    found.push({ name, kind, value: value.trim() });
  }
  return found.slice(0, 50);
}
