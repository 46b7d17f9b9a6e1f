import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';

const budgets = { cli: 1_500, server: 2_500 };

/** Apps read, load, run and show. Whoever needs more lines is writing logic that belongs into a package. */
export function thinApps() {
  return Object.entries(budgets).flatMap(([app, budget]) => {
    const files = globSync([`apps/${app}/src/**/*.ts`, `apps/${app}/bin/*.js`], { cwd: root });
    const lines = files.reduce((sum, file) => sum + readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length, 0);
    return lines > budget ? [`apps/${app} has ${lines} lines; its budget is ${budget}`] : [];
  });
}
