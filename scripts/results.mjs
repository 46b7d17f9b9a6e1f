// Adds up what vitest wrote, and says what was skipped and why.

/** A file that fails before any test runs counts as one failure. */
const isBroken = (file) => file.status === 'failed' && file.assertionResults.length === 0;

/** Counts of one vitest JSON report. A skipped test names its reason after a dash in its title: "… — skipped: no root". */
export function resultsOf(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: failedIn(report).length,
    skipped: tests.filter(({ status }) => status === 'skipped' || status === 'pending' || status === 'todo').map(({ fullName }) => fullName.trim()),
  };
}

/** What failed: a test's file and name, or a file that did not get as far as its tests. */
export function failedIn(report) {
  return report.testResults.flatMap((file) => (isBroken(file)
    ? [{ file: file.name, name: file.name }]
    : file.assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => ({ file: file.name, name: fullName.trim() }))));
}

/** A report in which the files that ran again stand with their later results. */
export function replaced(report, later) {
  const again = new Map(later.testResults.map((file) => [file.name, file]));
  return { ...report, testResults: report.testResults.map((file) => again.get(file.name) ?? file) };
}

/** The closing lines of a test command. */
export function printTotals(kind, results) {
  const sum = (pick) => results.reduce((total, result) => total + pick(result), 0);
  const skipped = results.flatMap((result) => result.skipped);
  for (const name of skipped) process.stdout.write(`skipped: ${name}\n`);
  process.stdout.write(`${kind}: ${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed, ${skipped.length} skipped\n`);
}
