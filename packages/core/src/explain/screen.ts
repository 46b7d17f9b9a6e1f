import type { Cause } from '../cause.ts';
import { padEnd, widthOf, wrap } from '../reporters/display-width.ts';
import { neutralise } from '../neutralise.ts';
import { painter } from '../reporters/sgr.ts';
import { wordsOf } from '../reporters/words.ts';
import type { Locale, Localized, Params } from '../text.ts';
import { titleOf } from './cause-title.ts';
import type { Captures, KnownErrorMatch, LikelyCause, Understanding } from './understanding.ts';

export interface ScreenOptions {
  readonly locale: Locale;
  readonly color: boolean;
  readonly columns: number;
  /** The causes that could be loaded, for their titles and owners. */
  readonly causes: readonly Pick<Cause, 'id' | 'owner' | 'text'>[];
}

/** More than this is listed in the JSON form only. */
const shownMatches = 8;
const shownCauses = 6;
/** Lines longer than this are hard to read, however wide the screen is. */
const widest = 100;

interface Words {
  readonly found: string; readonly likely: string; readonly target: string; readonly next: string; readonly unknown: string; readonly nearest: string; readonly capture: string;
  readonly nothing: string; readonly wrapper: string; readonly absent: string; readonly noTarget: string; readonly partly: string; readonly noCause: string;
  at(line: number): string;
  times(count: number): string;
  proves(count: number): string;
  more(count: number): string;
  fixedIn(fixed: NonNullable<KnownErrorMatch['fixedIn']>): string;
}

const en: Words = {
  found: 'FOUND', likely: 'LIKELY', target: 'TARGET', next: 'NEXT', unknown: 'UNKNOWN', nearest: 'NEAREST', capture: 'CAPTURE',
  nothing: 'Culprit knows no error text in this.',
  wrapper: 'only wraps the one above',
  absent: 'the plugin that judges it is not installed',
  noTarget: 'The text names no host. If you know it: culprit <URL or host:port>',
  partly: 'Interrupted: only a part of the text was read.',
  noCause: 'No single cause can be told from this text.',
  at: (line) => `line ${line}`,
  times: (count) => `on ${count} lines`,
  proves: (count) => (count === 1 ? 'examines it, and says whether that is the cause' : 'examines it, and says which of these it is'),
  more: (count) => `and ${count} more; --format json lists them all`,
  fixedIn: ({ product, release, installed, has }) => {
    if (installed === undefined) return `mended in ${product} ${release}`;
    const where = 'file' in installed ? installed.file : `line ${installed.line}`;
    return has === true ? `mended in ${product} ${release}, and ${installed.release} is installed (${where}): another cause` : `${product} ${installed.release} is installed (${where}), mended in ${release}: update`;
  },
};
const zhCN: Words = {
  found: '识别', likely: '可能原因', target: '目标', next: '下一步', unknown: '未识别', nearest: '最接近', capture: '请收集',
  nothing: '其中没有 Culprit 认识的报错。',
  wrapper: '只是对上面报错的包装',
  absent: '判断该原因的插件尚未安装',
  noTarget: '文本中没有出现主机名。若已知道，可运行：culprit <网址或 主机:端口>',
  partly: '已中断，只读取了部分内容。',
  noCause: '仅凭这段文本无法确定原因。',
  at: (line) => `第 ${line} 行`,
  times: (count) => `共 ${count} 行`,
  proves: (count) => (count === 1 ? '检查该目标，确认是否就是这个原因' : '检查该目标，判断究竟是其中哪一个'),
  more: (count) => `另有 ${count} 项，可用 --format json 查看`,
  fixedIn: ({ product, release, installed, has }) => {
    if (installed === undefined) return `已在 ${product} ${release} 中修复`;
    const where = 'file' in installed ? installed.file : `第 ${installed.line} 行`;
    return has === true ? `${product} ${release} 已修复，而安装的是 ${installed.release}（${where}）：另有原因` : `安装的是 ${product} ${installed.release}（${where}），${release} 已修复：请升级`;
  },
};
const all: Localized<Words> = { en, 'zh-CN': zhCN };

/** For a person at a terminal: what was found, what it may come from, and how to learn which. */
export function renderUnderstanding(understanding: Understanding, { locale, color, columns, causes }: ScreenOptions): string {
  const words = all[locale];
  const paint = painter(color);
  const width = Math.min(widest, Math.max(40, columns));
  const labelWidth = 2 + Math.max(...[words.found, words.likely, words.target, words.next, words.unknown, words.nearest, words.capture].map(widthOf));
  const room = width - labelWidth;
  const section = (label: string, lines: readonly string[]): string =>
    lines.map((line, index) => `${index === 0 ? paint(padEnd(label, labelWidth), 'bold') : ' '.repeat(labelWidth)}${line}`.trimEnd()).join('\n');
  const hanging = (lead: string, text: string, whole = false): string[] =>
    wrap(text, room - widthOf(lead), { whole }).map((line, index) => (index === 0 ? lead : ' '.repeat(widthOf(lead))) + line);
  const faint = (lines: readonly string[]): string[] => lines.map((line) => paint(line, 'dim'));

  const programWidth = Math.max(0, ...understanding.matches.slice(0, shownMatches).map(({ program }) => widthOf(program))) + 2;
  const found = ({ program, count, line, excerpt, wraps, fixedIn }: KnownErrorMatch): string[] => {
    const remarks = [understanding.lines > 1 ? words.at(line) : '', count > 1 ? words.times(count) : '', wraps.length > 0 ? words.wrapper : '', fixedIn === undefined ? '' : neutralise(words.fixedIn(fixedIn))].filter((text) => text !== '');
    return [...hanging(padEnd(program, programWidth), neutralise(excerpt)), ...faint(remarks.length === 0 ? [] : hanging(' '.repeat(programWidth), remarks.join(' · ')))];
  };
  const likely = ({ id, when, because }: LikelyCause, index: number): string[] => {
    const cause = causes.find((candidate) => candidate.id === id);
    const title = cause === undefined ? id : titleOf(cause.text[locale], paramsOf(understanding, because), locale);
    const about = cause === undefined ? words.absent : `${id} · ${wordsOf(locale).owner(wordsOf(locale).owners[cause.owner])}`;
    const [first = '', ...rest] = hanging(`${index + 1}  `, title);
    return [paint(first, 'bold'), ...rest.map((line) => paint(line, 'bold')), ...hanging('   ', when[locale]), ...faint(hanging('   ', about))];
  };
  const overflow = (count: number, shown: number): string[] => (count > shown ? faint([words.more(count - shown)]) : []);
  const [target] = understanding.targets;
  const known = understanding.matches.length > 0;
  const blocks = known
    ? [
      section(words.found, [...understanding.matches.slice(0, shownMatches).flatMap(found), ...overflow(understanding.matches.length, shownMatches)]),
      section(words.likely, understanding.causes.length === 0 ? [words.noCause] : [...understanding.causes.slice(0, shownCauses).flatMap(likely), ...overflow(understanding.causes.length, shownCauses)]),
      ...(target === undefined ? [] : [section(words.target, understanding.targets.slice(0, 5).map(neutralise))]),
      section(words.next, target === undefined
        ? hanging('', words.noTarget)
        : [...hanging('', paint(`culprit ${quoted(target)}`, 'cyan'), true), ...faint(hanging('', words.proves(understanding.causes.length)))]),
    ]
    : [
      section(words.unknown, hanging('', words.nothing)),
      ...(understanding.nearest.length === 0 ? [] : [section(words.nearest, understanding.nearest.flatMap(({ program, example }) => hanging(`${program}  `, neutralise(example))))]),
    ];
  if (understanding.capture.length > 0) blocks.push(section(words.capture, understanding.capture.flatMap((text) => hanging('· ', text[locale]))));
  if (!understanding.complete) blocks.push(words.partly);
  return `${blocks.join('\n\n')}\n`;
}

/** What the errors that speak for a cause tell about its parameters. */
function paramsOf({ matches }: Understanding, because: readonly string[]): Params {
  const { host, address, port, endpoint, proxy }: Captures = Object.assign({}, ...matches.filter(({ error }) => because.includes(error)).toReversed().map(({ captures }) => captures));
  const name = host ?? address;
  const place = endpoint ?? (name === undefined || port === undefined ? name : `${name.includes(':') ? `[${name}]` : name}:${port}`);
  return Object.fromEntries(Object.entries({ host: name, serverName: name, subject: name, endpoint: place, proxy }).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

/** Fit to be pasted into a POSIX shell. Targets hold no quotes. */
const quoted = (target: string): string => (/^[\w.:/@%+=,-]+$/.test(target) ? target : `'${target}'`);
