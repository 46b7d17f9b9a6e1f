// `npm start`: the demo. `npm start -- <target> [options]`: the examination of that target.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, environment, root } from './setup.mjs';

ensureInstalled();
const args = process.argv.slice(2);
const child = spawn(join(root, 'node_modules/.bin/node'), [join(root, 'apps/cli/bin/culprit.js'), ...(args.length > 0 ? args : ['demo'])], { stdio: 'inherit', env: { ...environment(), ...(process.env.NODE_EXTRA_CA_CERTS ? { NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS } : {}) } });
// The terminal sends Ctrl-C to both: the child ends in its own time and says what it knows.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
