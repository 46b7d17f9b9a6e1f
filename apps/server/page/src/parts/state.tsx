import type { Incident, Result, Target } from '../api.ts';
import { useTexts } from '../locale.ts';

const texts = {
  en: {
    up: 'up', down: 'down', inconclusive: 'inconclusive', unseen: 'not seen yet', paused: 'paused', warn: 'up, with a notice', critical: 'critical', major: 'major', minor: 'minor', open: 'open', resolved: 'resolved',
    recovered: 'recovered', 'another-cause': 'another cause took its place', withdrawn: 'nothing is left to look at',
  },
  'zh-CN': {
    up: '正常', down: '故障', inconclusive: '无法判定', unseen: '尚未检查', paused: '已暂停', warn: '正常，有提醒', critical: '严重', major: '重要', minor: '轻微', open: '未恢复', resolved: '已恢复',
    recovered: '已恢复正常', 'another-cause': '已被另一原因取代', withdrawn: '已无检查对象',
  },
};
type Standing = Result['verdict'] | 'unseen' | 'paused' | 'warn';
const marks: { readonly [S in Standing]: string } = { up: '✓', down: '✗', inconclusive: '?', unseen: '…', paused: '‖', warn: '!' };

export function standingOf({ paused, standing, incidents }: Target): Standing {
  if (paused) return 'paused';
  if (standing === undefined) return 'unseen';
  return standing.verdict === 'up' && incidents.length > 0 ? 'warn' : standing.verdict;
}

/** Mark, colour and word: neither of the first two is needed to understand it. */
export function State({ of }: { readonly of: Standing }) {
  return <span class={`state ${of}`}><span class="mark" aria-hidden="true">{marks[of]}</span> <span>{useTexts(texts)[of]}</span></span>;
}

export function SeverityBadge({ of }: { readonly of: Incident['severity'] }) {
  return <span class={`badge ${of}`}>{useTexts(texts)[of]}</span>;
}

export function IncidentState({ of: { state, ended } }: { readonly of: Pick<Incident, 'state' | 'ended'> }) {
  const text = useTexts(texts);
  const reason = ended === 'recovered' || ended === 'another-cause' || ended === 'withdrawn' ? text[ended] : text[state];
  return <span class={`state ${state === 'open' ? 'down' : 'up'}`}><span class="mark" aria-hidden="true">{state === 'open' ? '✗' : '✓'}</span> {state === 'open' ? text.open : reason}</span>;
}
