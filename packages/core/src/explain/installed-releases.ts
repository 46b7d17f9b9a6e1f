import type { FixedIn, KnownError } from '../known-error.ts';
import type { InstalledRelease } from './understanding.ts';

/** Digits of a release, with what stands behind a dash: `v0.2.15`, `1.4`, `0.2.15-rc.1`. */
const release = 'v?(\\d{1,4}\\.\\d{1,4}(?:\\.\\d{1,4})?(?:-[0-9A-Za-z][0-9A-Za-z.]{0,20})?)(?![\\w.]*\\w)';
/** A line that tells what to install says nothing of what is installed. */
const advice = /\b(?:fixed|mended|solved|resolved|upgrad\w*|updat\w*|requires?|since|released?|changelog|latest)\b|>=|升级|更新|修复|发布/i;
/** As an image may be labelled that was pulled by digest, or as `latest` (OCI image-spec, annotations.md). */
const label = new RegExp(`"org\\.opencontainers\\.image\\.version"\\s*:\\s*"${release}"`);

const namesOf = ({ product, names = [product] }: FixedIn): readonly string[] => names.map((name) => name.toLowerCase());

/** What the products are called whose releases matter: for the scan that finds the lines to read. */
export const productNames = (knownErrors: readonly KnownError[]): readonly string[] => [...new Set(knownErrors.flatMap(({ fixedIn }) => (fixedIn === undefined ? [] : namesOf(fixedIn))))];

/** Reads which releases of products are installed off lines of text: banners, tags of images, what `--version` prints. */
export interface ReleaseReader {
  read(line: number, text: string): void;
  /** The last that was read. */
  installed(product: string): InstalledRelease | undefined;
}

export function createReleaseReader(knownErrors: readonly KnownError[]): ReleaseReader {
  const patterns = new Map(knownErrors.flatMap(({ fixedIn }) => (fixedIn === undefined ? [] : [[fixedIn.product, patternOf(fixedIn)] as const])));
  const found = new Map<string, InstalledRelease>();
  return {
    read(line, text) {
      for (const [product, pattern] of patterns) {
        const version = pattern.exec(text)?.[1];
        if (version !== undefined && !advice.test(text)) found.set(product, { release: version, line });
      }
    },
    installed: (product) => found.get(product),
  };
}

/** What a file beside the text says: a compose file, what `docker inspect` or `--version` prints. `undefined`: nothing. */
export function releaseInFile(text: string, fixedIn: FixedIn): string | undefined {
  const pattern = patternOf(fixedIn);
  const lines = text.split('\n').filter((line) => line.length < 4_096);
  const named = lines.flatMap((line) => (advice.test(line) ? [] : pattern.exec(line)?.[1] ?? []));
  const labelled = namesOf(fixedIn).some((name) => text.toLowerCase().includes(name)) ? label.exec(text)?.[1] : undefined;
  return named.at(-1) ?? labelled;
}

/** `certimate:v0.2.3`, `usual2970/certimate:${TAG:-v0.2.3}`, `Certimate version 0.2.3`, `certimate@0.2.3`. */
function patternOf(fixedIn: FixedIn): RegExp {
  const names = namesOf(fixedIn).map((name) => name.replaceAll(/[^\w]/g, '\\$&')).join('|');
  return new RegExp(`(?:^|[^\\w.-])(?:${names})(?:[ \\t]+(?:version|版本)?[ \\t:：]*|[:@](?:\\$\\{\\w{1,60}:?-)?|-(?=v?\\d))${release}`, 'i');
}

/** Whether a release has what another one brought; what comes before a release (`-rc.1`) has it not yet. */
export function isAtLeast(installed: string, wanted: string): boolean {
  const [own, needed] = [partsOf(installed), partsOf(wanted)];
  for (const [index, number] of needed.numbers.entries()) {
    const difference = (own.numbers[index] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return own.numbers.length > needed.numbers.length || !own.isEarly || needed.isEarly;
}

function partsOf(text: string): { readonly numbers: readonly number[]; readonly isEarly: boolean } {
  const [numbers = '', early] = text.replace(/^v/i, '').split(/-(.*)/s, 2);
  return { numbers: numbers.split('.').map(Number), isEarly: early !== undefined };
}
