import { defineFact, isToolError, type Fact, type SecretReader, type SecretRef, monotonicMs } from '@culprit/core';
import { cellsOf } from '../ciphertext/cells.ts';
import { readKeyText, type KeyText } from '../ciphertext/key-text.ts';
import { readRows, type ReadRows } from '../ciphertext/read-rows.ts';
import { examineCell, populationOf, usualNames, type CandidateText, type CellVerdict, type Population } from '../ciphertext/survey.ts';

export type SurveyInput = {
  readonly file?: string; readonly database?: SecretRef; readonly table?: string; readonly key?: SecretRef; readonly previous?: SecretRef; readonly format?: string; readonly column?: string; readonly nonce?: SecretRef; readonly names?: readonly string[];
};

/** How the given key reads as a key of 32 bytes, which most formats take; without its bytes. */
type KeyReading = Exclude<KeyText, { readonly outcome: 'key' }> | { readonly outcome: 'key'; readonly repairs: readonly string[]; readonly published?: string } | { readonly outcome: 'absent' | 'not-given' };

/** What became of the values in a table. */
export type CiphertextSurvey =
  | { readonly outcome: 'unreadable'; readonly why: (ReadRows & { readonly outcome: 'unreadable' })['why'] }
  | { readonly outcome: 'surveyed'; readonly rows: number; readonly cut: boolean; readonly key: KeyReading; readonly cells: readonly CellVerdict[]; readonly population: Population };

/** Reads exported rows and tries the keys and names that may open their values. Plain values stay here. */
export const ciphertextSurvey: Fact<SurveyInput, CiphertextSurvey> = defineFact({
  id: 'credential/ciphertext-survey',
  patienceMs: 20_000,
  gather: async ({ input, secrets, signal, patienceMs }) => {
    const begun = monotonicMs();
    const read = await rowsFor(input, secrets, patienceMs, signal);
    if (read.outcome === 'unreadable') return { outcome: 'unreadable', why: read.why };
    const [key, previous, nonce] = await Promise.all([input.key, input.previous, input.nonce].map((reference) => textOf(reference, secrets)));
    const candidates: CandidateText[] = [
      ...(key === undefined ? [] : [{ label: input.key?.$secret ?? '', role: 'configured' as const, text: key }]),
      ...(previous ?? '').split('\n').filter((text) => text.trim() !== '').slice(0, 20).map((text, index) => ({ label: `${input.previous?.$secret ?? ''} ${index + 1}`, role: 'previous' as const, text })),
    ];
    const choice = { ...(input.format === undefined ? {} : { format: input.format }), ...(input.column === undefined ? {} : { column: input.column }), ...(nonce === undefined ? {} : { nonce: nonce.trim() }) };
    const cells = read.rows.flatMap((row, index) => cellsOf(row, index + 1, choice));
    const names = [...new Set([...input.names ?? [], ...cells.flatMap(({ boundTo }) => (boundTo === '' ? [] : [boundTo])).slice(0, 200), ...usualNames])];
    const verdicts: CellVerdict[] = [];
    const until = begun + patienceMs;
    for (const cell of cells) {
      if (signal.aborted || monotonicMs() > until) break;
      verdicts.push(await examineCell(cell, candidates, names));
    }
    const cut = read.cut || verdicts.length < cells.length;
    return { outcome: 'surveyed', rows: read.rows.length, cut, key: input.key === undefined ? { outcome: 'not-given' } : readingOf(key), cells: verdicts, population: populationOf(verdicts) };
  },
  exhibit: (survey) => (survey.outcome === 'unreadable' ? survey : {
    outcome: survey.outcome, rows: survey.rows, cut: survey.cut, key: survey.key, population: { ...survey.population },
    cells: survey.cells.filter((cell) => cell.state !== 'opens' || cell.role !== 'configured' || cell.boundTo !== undefined).slice(0, 40),
  }),
});

/** From a database where one is named: its address is a secret. */
async function rowsFor({ file, database, table }: SurveyInput, secrets: SecretReader, patienceMs: number, signal: AbortSignal): Promise<ReadRows> {
  if (database === undefined) return readRows(file ?? '', signal);
  const address = (await secrets.read(database)).reveal();
  const password = URL.parse(address)?.password ?? '';
  if (password.length >= 4) secrets.conceal(`password of ${database.$secret}`, decoded(password));
  const { readDatabase } = await import('../ciphertext/read-database.ts');
  return readDatabase({ address, patienceMs, signal, ...(table === undefined ? {} : { table }) });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function textOf(reference: SecretRef | undefined, secrets: SecretReader): Promise<string | undefined> {
  if (reference === undefined) return undefined;
  try {
    return (await secrets.read(reference)).reveal();
  } catch (error) {
    if (isToolError(error) && error.code === 'SECRET_UNRESOLVED') return undefined;
    throw error;
  }
}

function readingOf(text: string | undefined): KeyReading {
  if (text === undefined) return { outcome: 'absent' };
  const read = readKeyText(text);
  return read.outcome === 'key' ? { outcome: 'key', repairs: read.repairs, ...(read.published === undefined ? {} : { published: read.published }) } : read;
}
