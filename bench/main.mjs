import { certificate } from './certificate.mjs';
import { history } from './history.mjs';
import { download } from './download.mjs';
import { server } from './server.mjs';
import { startServers } from './servers.mjs';
import { startup } from './startup.mjs';
import { throughput } from './throughput.mjs';

const [only, targets = '1000'] = process.argv.slice(2);
if (only === 'certificate') await certificate();
else if (only === 'history') await history();
else if (only === 'download') await download();
else {
  const servers = await startServers(Number(targets));
  try {
    if (only === undefined || only === 'startup') await startup(servers);
    if (only === undefined || only === 'throughput') await throughput(servers);
    if (only === undefined || only === 'server') await server(servers);
  } finally {
    await servers.stop();
  }
}
