import type { Case } from '../src/index.ts';

/** Runs all cases and returns the names and messages of those that fail. */
export async function failures(cases: readonly Case[]): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const { name, run } of cases) {
    try {
      await run();
    } catch (error) {
      failed.push(`${name} — ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return failed;
}
