import type { Report } from '../report.ts';
import { contextParts } from './context-line.ts';
import { padEnd, truncate, widthOf, wrap, wrapParts } from './display-width.ts';
import { evidenceLines, findingLines, tableLines } from './human-details.ts';
import { diagnosisLines, warningLines } from './human-diagnosis.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { neutralise } from '../neutralise.ts';
import { duration, type Row, type State, tablesOf, type TargetView, viewOf } from './report-view.ts';
import { entry, marks, nameOf, oneLine, type Screen, section, wrapped } from './screen.ts';
import { painter, type Style } from './sgr.ts';
import { wordsOf } from './words.ts';

/** Lines longer than this are hard to read, however wide the screen is. */
const widest = 100;

/** For a person at a terminal: the layers that were looked at, the cause, its proof, what it is not, and what to do. */
export const human: Reporter = {
  id: 'human',
  mediaType: 'text/plain',
  render(report: Report, options: ReporterOptions): string {
    const screen: Screen = {
      report, view: viewOf(report, options.locale), words: wordsOf(options.locale), paint: painter(options.color),
      locale: options.locale,
      width: Math.min(widest, Math.max(32, Math.floor(options.columns) || 80)), verbose: options.verbose,
    };
    const { view } = screen;
    const calm = view.targets.length === 1 && view.targets[0]?.state === 'pass' && report.diagnoses.length === 0;
    const blocks = [
      [...header(screen), ...targetLines(screen)],
      ...view.faults.map((diagnosis) => diagnosisLines(screen, diagnosis)),
      ...tablesOf(report).map((table) => tableLines(screen, table)),
      [
        ...view.warnings.flatMap((diagnosis) => warningLines(screen, diagnosis)),
        ...report.notes.flatMap((note) => section(screen, screen.words.labels.note, wrapped(screen, view.say(note.text, note.params)))),
        ...(calm ? [] : unseenLines(screen)),
        ...report.bugs.flatMap((bug) => section(screen, screen.words.labels.bug, wrapped(screen, neutralise(`${bug.where}: ${bug.message}`)), 'red')),
      ],
      ...(options.verbose ? [findingLines(screen), evidenceLines(screen)] : []),
    ].filter((block) => block.length > 0);
    return `${[...blocks.map((block) => block.join('\n')), ''].join(calm && !options.verbose ? '\n' : '\n\n')}${summary(screen).join('\n')}\n`;
  },
};

/** What was asked for, and from where. */
function header({ report, view, words, paint, width }: Screen): string[] {
  const only = view.targets.length === 1 ? view.targets[0] : undefined;
  const title = only ? nameOf(only) : words.targets(view.targets.length);
  const context = contextParts(report.context, words);
  const from = context.map((part, index) => (index === 0 ? `${words.from} ${part}` : part));
  const line = from.join(' · ');
  if (widthOf(title) + widthOf(line) + 2 <= width) return [`${paint(title, 'bold')}${line === '' ? '' : `  ${paint(line, 'dim')}`}`];
  return [...wrap(title, width).map((part) => paint(part, 'bold')), ...wrapParts(from, width - 2).map((part) => paint(`  ${part}`, 'dim'))];
}

/** One line per layer of the only target; of several targets one line each, and the layers of those that are not healthy. */
function targetLines(screen: Screen): string[] {
  const { view, paint, width } = screen;
  const [only, ...others] = view.targets;
  if (only === undefined) return [];
  if (others.length === 0) return layerLines(screen, only, '  ');
  const labelWidth = Math.min(Math.max(...view.targets.map((target) => widthOf(nameOf(target)))), Math.floor(width / 2));
  return view.targets.flatMap((target) => {
    const [mark, style] = marks[target.state];
    const room = width - 6 - labelWidth;
    const line = `  ${paint(mark, style)} ${padEnd(truncate(nameOf(target), labelWidth), labelWidth)}  ${paint(truncate(verdict(screen, target), room), ...(target.state === 'pass' ? ['dim' as const] : []))}`;
    return target.state === 'fail' || target.state === 'unknown' ? [line, ...layerLines(screen, target, '      ')] : [line];
  });
}

/** How a target stands, in a few words: the title of what ails it first. */
function verdict({ view, words }: Screen, target: TargetView): string {
  if (target.state === 'pass') return words.healthy;
  const mine = [...view.faults, ...view.warnings].find((diagnosis) => view.affected(diagnosis).includes(target));
  if (mine && target.state !== 'unknown') return oneLine(view.say(mine.cause, mine.params));
  return target.rows.length === 0 ? words.noVerdict : words.undecided;
}

function layerLines(screen: Screen, target: TargetView, indent: string): string[] {
  const { words, paint, width } = screen;
  const narrow = width < 64;
  const label = (row: Row): string => oneLine(row.check === undefined ? words.layers[row.layer] : screen.view.say(row.check, {}));
  const labelWidth = Math.min(Math.max(0, ...target.rows.map((row) => widthOf(label(row)))), Math.floor(width / 2) - 4);
  const lead = widthOf(indent) + 2 + labelWidth + 2;
  const room = width - lead - (narrow ? 0 : 10);
  return target.rows.flatMap((row) => {
    const [mark, style] = marks[row.state];
    const time = row.tookMs === undefined ? '' : duration(row.tookMs);
    const [first = '', ...rest] = layerText(screen, row, target.state === 'fail' || target.state === 'unknown', room, narrow ? time : '');
    const faint: readonly Style[] = row.state === 'not-reached' ? ['dim'] : [];
    const head = paint(padEnd(truncate(label(row), labelWidth), labelWidth), ...(row.state === 'fail' ? ['bold' as const] : faint));
    const right = narrow || time === '' ? '' : ' '.repeat(width - lead - widthOf(first) - widthOf(time)) + paint(time, 'dim');
    return [
      `${indent}${paint(mark, style)} ${head}  ${paint(first, ...faint)}${right}`.trimEnd(),
      ...rest.map((line) => `${' '.repeat(lead)}${line}`),
    ];
  });
}

/** What stands beside a layer: of a good one as much as fits in one line, of a bad one the worst in full. */
function layerText({ view, words }: Screen, row: Row, unhealthy: boolean, room: number, time: string): string[] {
  if (row.state === 'not-reached' && unhealthy) return [words.notReached];
  const texts = row.findings.map((finding) => oneLine(view.say(finding.id, finding.params)));
  let shown = texts[0] ?? '';
  let count = 1;
  for (const text of new Set(texts.slice(1))) {
    if (shown.includes(text)) count++;
    else if (widthOf(`${shown} · ${text}`) <= room) [shown, count] = [`${shown} · ${text}`, count + 1];
    else break;
  }
  if (row.state === 'pass') return wrap(`${truncate(shown, time === '' ? room : room * 2)}${time === '' ? '' : ` · ${time}`}`, room);
  const hidden = new Set(texts).size - count;
  return wrap([shown, ...(hidden > 0 ? [words.more(hidden)] : []), ...(time === '' ? [] : [time])].join(' · '), room);
}

/** What nobody looked at, so that nobody takes it for good. */
function unseenLines(screen: Screen): string[] {
  const { report, view, words } = screen;
  const facts = (chosen: readonly { readonly fact: string }[]): string => neutralise([...new Set(chosen.map(({ fact }) => fact))].join(words.comma));
  const open = report.findings.filter((finding) => finding.outcome === 'inconclusive');
  // A judgement that failed for want of a fact names it already.
  const named = new Set(open.map((finding) => finding.params['fact']));
  const silent = report.evidence.filter(({ fact }) => !named.has(fact));
  const late = silent.filter((item) => item.status === 'failed' && item.reason === 'deadline');
  const crashed = silent.filter((item) => item.status === 'failed' && item.reason === 'crashed');
  const lines = [
    ...new Set(open.map((finding) => view.say(finding.id, finding.params))),
    ...(['offline', 'not-allowed'] as const).flatMap((reason) => {
      const withheld = silent.filter((item) => item.status === 'withheld' && item.reason === reason);
      return withheld.length === 0 ? [] : [`${words.withheld[reason]}${words.colon}${facts(withheld)}`];
    }),
    ...(late.length > 0 ? [words.late(facts(late))] : []),
    ...(crashed.length > 0 ? [words.crashed(facts(crashed))] : []),
    ...(report.interrupted ? [words.interrupted] : []),
    ...(report.settings.depth === 'quick' ? [words.quick] : []),
  ];
  const body = lines.flatMap((line) => (lines.length === 1 ? wrapped(screen, line) : entry(screen, '· ', line)));
  return section(screen, words.labels.unseen, body.map((line) => screen.paint(line, 'dim')));
}

/** The last line: how it stands, how much was found, how long it took. */
function summary({ report, view, words, paint, width }: Screen): string[] {
  const states = view.targets.map((target) => target.state);
  const state: State = states.includes('fail') ? 'fail' : states.includes('unknown') || report.interrupted || states.length === 0 ? 'unknown' : states.includes('warn') ? 'warn' : 'pass';
  const [mark, style] = marks[state];
  const unhealthy = states.filter((other) => other === 'fail' || other === 'unknown').length;
  const causes = view.faults.length;
  const unanswered = report.findings.filter((finding) => finding.outcome === 'inconclusive').length;
  const quick = report.settings.depth === 'quick' && report.diagnoses.length === 0 ? [words.quickShort] : [];
  const headline = state === 'fail' ? (causes > 0 ? words.causes(causes) : words.noCauseYet) : state === 'unknown' ? words.undecided : words.healthy;
  const parts = [
    headline,
    ...(view.targets.length > 1 && unhealthy > 0 ? [words.unhealthy(unhealthy, view.targets.length)] : []),
    ...(view.warnings.length > 0 ? [words.warnings(view.warnings.length)] : []),
    ...(unanswered > 0 ? [words.unanswered(unanswered)] : []),
    duration(report.tookMs), ...quick,
  ];
  return wrapParts(parts, width - 2).map((line, index) => (index === 0 ? `${paint(mark, style)} ${line.replace(headline, paint(headline, 'bold', style))}` : `  ${line}`));
}
