// `npm run bench`: what the tool costs, as ratios within one run. Figures of two runs, or of two machines, are not comparable.
import { ensureInstalled, must } from './setup.mjs';

ensureInstalled();
must('node', ['bench/main.mjs', ...process.argv.slice(2)]);
