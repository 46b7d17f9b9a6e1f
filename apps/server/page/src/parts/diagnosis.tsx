import type { Alternative, Diagnosis, Report } from '@culprit/core';
import { duration, viewOf, wordsOf, type ReportView, type Row, type State, type Words } from '@culprit/core/reporters';
import type { ComponentChildren } from 'preact';
import { useLocale, useTexts } from '../locale.ts';

const texts = { en: { layers: 'What was looked at' }, 'zh-CN': { layers: '逐层检查' } };
const marks: { readonly [S in State]: string } = { fail: '✗', warn: '!', unknown: '?', pass: '✓', 'not-reached': '–' };

/** A report as the command line shows it: the layers, then each cause with its proof, what it is not, and what to do. */
export function ReportShown({ report }: { readonly report: Report }) {
  const locale = useLocale();
  const [view, words] = [viewOf(report, locale), wordsOf(locale)];
  const rows = view.targets.flatMap((target) => target.rows);
  const unanswered = [...new Set(report.findings.filter(({ outcome }) => outcome === 'inconclusive').map(({ id, params }) => view.say(id, params)))];
  return (
    <>
      {view.faults.map((diagnosis) => <DiagnosisShown key={diagnosis.key} {...{ diagnosis, view, words, report }} />)}
      {view.warnings.map((diagnosis) => (
        <section class="card minor" key={diagnosis.key}><Part label={words.labels.warning}><p>{view.say(diagnosis.cause, diagnosis.params)}</p><Remedies {...{ diagnosis, view, words }} /></Part></section>
      ))}
      <h3>{useTexts(texts).layers}</h3>
      <ul class="layers">{rows.map((row) => <Layer key={row.check ?? row.layer} {...{ row, view, words }} />)}</ul>
      {unanswered.length > 0 && <section class="card"><Part label={words.labels.unseen}><ul>{unanswered.map((line) => <li key={line}>{line}</li>)}</ul></Part></section>}
    </>
  );
}

function Layer({ row, view, words }: { readonly row: Row; readonly view: ReportView; readonly words: Words }) {
  const said = row.state === 'not-reached' ? [words.notReached] : [...new Set(row.findings.map((finding) => view.say(finding.id, finding.params)))];
  return (
    <li class={row.state}>
      <span class="mark" aria-hidden="true">{marks[row.state]}</span>
      <strong>{row.check === undefined ? words.layers[row.layer] : view.say(row.check, {})}</strong>
      <span>{said.join(' · ')}{row.tookMs !== undefined && <small> {duration(row.tookMs)}</small>}</span>
    </li>
  );
}

function DiagnosisShown({ diagnosis, view, words, report }: { readonly diagnosis: Diagnosis; readonly view: ReportView; readonly words: Words; readonly report: Report }) {
  const { labels } = words;
  const established = diagnosis.claimed || diagnosis.open.length === 0;
  const [title, proof] = [view.say(diagnosis.cause, diagnosis.params), view.say(diagnosis.text, diagnosis.params)];
  const facts = [diagnosis.subject, words.owner(words.owners[diagnosis.owner]), established ? words.confidence[diagnosis.confidence] : words.noCauseYet].filter((fact) => fact !== '');
  const witness = diagnosis.witness.map((id) => `${id} ${view.evidence(id)?.fact ?? ''}`).join(words.comma);
  const also = report.diagnoses.filter(({ key }) => diagnosis.also.includes(key));
  return (
    <section class={`card ${diagnosis.severity}`}>
      <Part label={established ? labels.cause : labels.fault}><h3>{title}</h3><p class="faint">{facts.join(' · ')} · <code>{diagnosis.cause}</code></p></Part>
      {(proof !== title || witness !== '') && <Part label={labels.why}>{proof !== title && <p>{proof}</p>}{witness !== '' && <p class="faint">{words.seenIn(witness)}</p>}</Part>}
      <Others label={labels.not} others={diagnosis.ruledOut} view={view} />
      <Others label={labels.open} others={diagnosis.open} view={view} />
      {(diagnosis.remedies.length > 0 || diagnosis.claimed) && <Part label={labels.fix}><Remedies {...{ diagnosis, view, words }} /></Part>}
      {also.length > 0 && <Part label={labels.also}><ul>{also.map((other) => <li key={other.key}>{view.say(other.cause, other.params)}</li>)}</ul></Part>}
    </section>
  );
}

/** A word in capitals at the left, and what belongs to it. */
export function Part({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return <div class="part"><strong>{label}</strong><div>{children}</div></div>;
}

function Others({ label, others, view }: { readonly label: string; readonly others: readonly Alternative[]; readonly view: ReportView }) {
  if (others.length === 0) return null;
  return <Part label={label}><ul>{others.map((other) => <li key={other.cause}>{view.say(other.text, other.params)} <code>{other.cause}</code></li>)}</ul></Part>;
}

function Remedies({ diagnosis: { remedies, claimed }, view, words }: { readonly diagnosis: Diagnosis; readonly view: ReportView; readonly words: Words }) {
  if (remedies.length === 0) return claimed ? <p class="faint">{words.noFix}</p> : null;
  return (
    <ul class="remedies">
      {remedies.map((remedy) => (
        <li key={remedy.id}>
          {words.audiences[remedy.audience]}{words.colon}{view.say(remedy.id, remedy.params)} <Trial of={remedy.trial} />
          {view.steps(remedy).length > 0 && <ol>{view.steps(remedy).map((step) => <li key={step}>{step}</li>)}</ol>}
        </li>
      ))}
    </ul>
  );
}

/** Whether a remedy was tried before it was shown. */
export function Trial({ of }: { readonly of: string }) {
  const { trials } = wordsOf(useLocale());
  return of === 'works' || of === 'does-not-help' || of === 'not-tested' ? <span class={`badge ${of}`}>{trials[of]}</span> : null;
}
