import { isTelling, type FixedIn, type KnownError } from '../known-error.ts';
import { createReleaseReader, isAtLeast, productNames, type ReleaseReader } from './installed-releases.ts';
import { likelyCauses } from './likely-causes.ts';
import type { ScannedLine } from './line-scanner.ts';
import { nearestKnownErrors } from './nearest-known-errors.ts';
import { maskedSlice } from './secret-mask.ts';
import { proxiesInCaptures, targetsInCaptures, targetsInText } from './target-finder.ts';
import type { Captures, InstalledRelease, KnownErrorMatch, Understanding } from './understanding.ts';
import { whatToCapture } from './what-to-capture.ts';

/** Literals beside those of the known errors: what begins an address, and what a line about trouble holds in any program. */
const fixedMarks: readonly (readonly string[])[] = [['://'], ['error', 'fail', 'exception', 'refused', 'denied', 'timeout', '错误', '失败', '异常', '无法', '超时', '拒绝']];

/** What {@link createMatchCollector} wants to be told of, behind the literals of these known errors. */
export const marksOf = (knownErrors: readonly KnownError[]): readonly (readonly string[])[] => [...fixedMarks, productNames(knownErrors)];

/** A text about one failure spans so many lines: a message, its properties, the stack, the cause. */
const traceLines = 40;
/** A URL that is no farther away than this may be what a text without one is about. */
const nearLines = 10;
const maxTargets = 10;
const maxMatchesOnLine = 8;
/** Targets are read off so many lines with a match: a log that repeats one error a million times has told its target by then. */
const maxTargetLines = 1_000;
const sampleLength = 16_384;

type Occurrence = { readonly line: number; readonly text: string; readonly start: number; readonly end: number };
interface Found {
  readonly error: KnownError;
  readonly first: Occurrence;
  last: Occurrence;
  count: number;
  captures: Captures;
  /** The line of an occurrence of a wrapper that nothing more telling has stood with so far. */
  bareSince: number | undefined;
  /** Whether an occurrence stayed without anything more telling. */
  bare: boolean;
  readonly wraps: Set<string>;
}

export interface MatchCollector {
  read(line: ScannedLine): void;
  conclude(start: string): Omit<Understanding, 'lines' | 'bytes' | 'complete'>;
}

/** Looks at the lines that hold a literal, and keeps what they say: as much as there are known errors, however many lines. */
export function createMatchCollector(knownErrors: readonly KnownError[]): MatchCollector {
  const patterns = knownErrors.map(({ pattern }) => new RegExp(pattern.source, `${pattern.flags.replaceAll(/[gy]/g, '')}g`));
  const addressMark = knownErrors.length;
  const troubleMark = knownErrors.length + 1;
  const productMark = knownErrors.length + 2;
  const releases = createReleaseReader(knownErrors);
  const found = new Map<KnownError, Found>();
  const literalSeen = new Set<KnownError>();
  const targets = { exact: new Set<string>(), beside: new Set<string>(), around: new Set<string>(), proxies: new Set<string>() };
  let addressLine: { readonly line: number; readonly text: string } | undefined;
  let telling: { readonly line: number; readonly id: string } | undefined;
  /** The line of a match that named no target by itself. */
  let aimless = -Infinity;
  let targetLines = 0;
  let sample = '';

  const add = (group: Set<string>, texts: readonly string[]): void => {
    for (const text of texts) if (group.size < maxTargets) group.add(text);
  };
  const note = (error: KnownError, occurrence: Occurrence, captures: () => Captures): Found => {
    const known = found.get(error);
    if (known === undefined) {
      const entry: Found = { error, first: occurrence, last: occurrence, count: 1, captures: captures(), bareSince: undefined, bare: false, wraps: new Set() };
      found.set(error, entry);
      return entry;
    }
    if (known.last.line !== occurrence.line) known.count++;
    known.last = occurrence;
    if (Object.keys(known.captures).length === 0) known.captures = captures();
    return known;
  };
  /** Whether a wrapper stands alone is known only once the lines after it were read. */
  const settle = (line: number): void => {
    for (const entry of found.values()) {
      if (entry.bareSince === undefined || line - entry.bareSince <= traceLines) continue;
      entry.bare = true;
      entry.bareSince = undefined;
    }
  };

  return {
    read({ number: line, hits, text, owned }) {
      const here: Found[] = [];
      let aimed = hits.has(addressMark);
      for (const hit of hits) {
        const error = knownErrors[hit];
        const pattern = patterns[hit];
        if (error === undefined || pattern === undefined) continue;
        const [match, ...others] = matchesOf(pattern, text, owned);
        if (match === undefined) {
          if (literalSeen.size < 64) literalSeen.add(error);
          continue;
        }
        const groups = [match, ...others].map((each) => each.groups ?? {});
        if (targetLines < maxTargetLines) {
          add(targets.exact, groups.flatMap(targetsInCaptures));
          add(targets.proxies, groups.flatMap(proxiesInCaptures));
        }
        aimed ||= groups.some(namesTarget);
        here.push(note(error, { line, text, start: match.index, end: match.index + match[0].length }, () => capturesOf(groups)));
      }
      if (hits.has(productMark)) releases.read(line, text);
      const withAddress = hits.has(addressMark);
      if (here.length > 0) {
        settle(line);
        if (withAddress && targetLines < maxTargetLines) add(targets.beside, targetsInText(text));
        targetLines++;
        if (!aimed) {
          aimless = line;
          if (addressLine !== undefined && line - addressLine.line <= nearLines) add(targets.around, targetsInText(addressLine.text));
        }
        const specific = here.find(({ error }) => isTelling(error));
        if (specific !== undefined) {
          telling = { line, id: specific.error.id };
          for (const entry of found.values()) {
            if (entry.bareSince === undefined) continue;
            entry.wraps.add(telling.id);
            entry.bareSince = undefined;
          }
        }
        for (const entry of here) {
          if (isTelling(entry.error)) continue;
          if (telling !== undefined && line - telling.line <= traceLines) entry.wraps.add(telling.id);
          else entry.bareSince ??= line;
        }
      } else if (withAddress && line - aimless <= nearLines) {
        add(targets.around, targetsInText(text));
      }
      if (withAddress) addressLine = { line, text };
      if (found.size === 0 && hits.has(troubleMark) && sample.length < sampleLength) sample += `${text.slice(0, 500)}\n`;
    },

    conclude(start) {
      settle(Infinity);
      const all = [...found.values()].toSorted((a, b) => Number(isWrapped(a)) - Number(isWrapped(b)) || a.error.causes.length - b.error.causes.length || b.count - a.count || a.first.line - b.first.line);
      const supports = all.filter((entry) => !isWrapped(entry)).map(({ error, count, first }) => ({ error, count, line: first.line }));
      const unknown = all.length === 0;
      const nearest = unknown ? nearestKnownErrors(`${start}\n${sample}`, knownErrors, literalSeen) : [];
      const programs = unknown ? nearest.map(({ program }) => program) : all.map(({ error }) => error.program);
      const vague = unknown || !all.some(({ error }) => isTelling(error));
      return {
        matches: all.map((entry) => describe(entry, releases)),
        causes: likelyCauses(supports),
        targets: [...new Set([...targets.beside, ...targets.exact, ...targets.around].filter((target) => !targets.proxies.has(target)).concat(...targets.proxies))].filter(withoutLonger).slice(0, maxTargets),
        nearest,
        capture: vague ? whatToCapture(programs) : [],
      };
    },
  };
}

type Groups = { readonly [name: string]: string | undefined };

/** Not by `matchAll`: it makes a new expression for every line. */
function matchesOf(pattern: RegExp, text: string, owned: number): readonly RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  while (matches.length < maxMatchesOnLine) {
    const match = pattern.exec(text);
    if (match === null || match.index >= owned) break;
    matches.push(match);
    if (match[0] === '') pattern.lastIndex++;
  }
  return matches;
}

const namesTarget = ({ url, endpoint, host, address }: Groups): boolean => (url ?? endpoint ?? host ?? address) !== undefined;

/** What the matches on one line read out: of each name the first, without its secrets. */
function capturesOf(matches: readonly Groups[]): Captures {
  const captures: Record<string, string> = {};
  for (const [name, value] of matches.flatMap((groups) => Object.entries(groups))) {
    if (value !== undefined && value !== '') captures[name] ??= maskedSlice(value).slice(0, 300);
  }
  return captures;
}

const isWrapped = ({ bare, wraps }: Found): boolean => !bare && wraps.size > 0;

function describe({ error, first, last, count, captures, wraps, bare }: Found, releases: ReleaseReader): KnownErrorMatch {
  return {
    error: error.id,
    program: error.program,
    count,
    line: first.line,
    excerpt: excerptOf(first),
    ...(last.line === first.line ? {} : { last: { line: last.line, excerpt: excerptOf(last) } }),
    captures,
    wraps: bare ? [] : [...wraps],
    ...(error.fixedIn === undefined ? {} : { fixedIn: comparedWith(error.fixedIn, releases.installed(error.fixedIn.product)) }),
  };
}

/** The release that ended an error beside the one that is installed. */
export function comparedWith({ product, release }: Pick<FixedIn, 'product' | 'release'>, installed: InstalledRelease | undefined): NonNullable<KnownErrorMatch['fixedIn']> {
  return { product, release, ...(installed === undefined ? {} : { installed, has: isAtLeast(installed.release, release) }) };
}

/** The text around a match, at most about 240 characters of it, with its secrets masked. */
function excerptOf({ text, start, end }: Occurrence): string {
  const near = Math.max(0, text.lastIndexOf('\r', start) + 1, start - 80);
  const blank = near === 0 ? -1 : text.slice(near, start).search(/\s/);
  const from = near + blank + 1;
  const to = Math.min(text.length, Math.max(Math.min(end, start + 240), start + 160));
  return `${from > 0 ? '…' : ''}${maskedSlice(text, from, to).trim()}${to < text.length ? '…' : ''}`;
}

/** Leaves out a host or an endpoint that another target names more exactly. */
const withoutLonger = (target: string, _: number, all: readonly string[]): boolean =>
  target.includes('://') || !all.some((other) => other !== target && (other.includes(`://${target}/`) || other.includes(`://${target}:`) || other.startsWith(`${target}:`)));
