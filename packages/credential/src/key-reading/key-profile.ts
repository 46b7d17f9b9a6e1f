import type { KeyRule } from './rule.ts';

/**
 * What somebody's own service takes for a key: switched on by configuration, never assumed. Document 000's mirror takes
 * `{ provider: 'my-mirror', characters: 'A-Za-z0-9_-', minLength: 32, maxLength: 64 }`.
 */
export type KeyProfile = {
  readonly provider: string;
  /** What every key begins with. */
  readonly prefix?: string;
  /** What the rest is made of, as inside of a character class. */
  readonly characters: string;
  readonly minLength: number;
  readonly maxLength: number;
};

/** Profiles as rules. @throws RangeError where the characters are no character class, or the lengths no range. */
export function rulesOfProfiles(profiles: readonly KeyProfile[]): readonly KeyRule[] {
  return profiles.map(({ provider, prefix = '', characters, minLength, maxLength }) => {
    if (!/^(?:[A-Za-z0-9_]|[A-Za-z0-9]-[A-Za-z0-9]|[-.+/=~:@])+$/.test(characters) || !(minLength >= 1 && maxLength >= minLength && maxLength <= 16_384)) throw new RangeError(`The key profile of ${provider} is wrong: characters such as A-Za-z0-9_- and lengths from 1 to 16384.`);
    const members = characters.endsWith('-') ? `${characters.slice(0, -1)}\\-` : characters;
    return { provider, kind: 'key', prefix, pattern: new RegExp(`^${prefix.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}[${members.replaceAll('/', '\\/')}]{${minLength},${maxLength}}$`), basis: 'published', asOf: 'configuration' };
  });
}
