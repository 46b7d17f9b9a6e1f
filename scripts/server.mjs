// `npm run server`: the server from a fresh clone, with nothing else installed. `npm run server -- --help` tells its options.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensurePage } from './page.mjs';
import { ensureInstalled, environment, root } from './setup.mjs';

ensureInstalled();
ensurePage();
const child = spawn(join(root, 'node_modules/.bin/node'), [join(root, 'apps/server/bin/culprit-server.js'), ...process.argv.slice(2)], { stdio: 'inherit', env: { ...environment(), ...(process.env.NODE_EXTRA_CA_CERTS ? { NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS } : {}) } });
// The terminal sends Ctrl-C to both: the child stores what it saw, and ends in its own time.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void (signal === 'SIGINT' ? undefined : child.kill(signal)));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
