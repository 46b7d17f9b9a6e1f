// Adds up what vitest wrote, and says what was skipped and why.

/** Counts of one vitest JSON report. A skipped test names its reason after a dash in its title: "… — skipped: no root". */
export function resultsOf(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
  // A file that fails before any test runs counts as one failure.
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(({ status }) => status === 'failed').length + broken,
    skipped: tests.filter(({ status }) => status === 'skipped' || status === 'pending' || status === 'todo').map(({ fullName }) => fullName.trim()),
  };
}

/** The closing lines of a test command. */
export function printTotals(kind, results) {
  const sum = (pick) => results.reduce((total, result) => total + pick(result), 0);
  const skipped = results.flatMap((result) => result.skipped);
  for (const name of skipped) process.stdout.write(`skipped: ${name}\n`);
  process.stdout.write(`${kind}: ${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed, ${skipped.length} skipped\n`);
}
