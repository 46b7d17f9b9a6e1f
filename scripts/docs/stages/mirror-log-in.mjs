// A mirror of a model hub: its certificate comes without the intermediate, and it hands on the cookie of the hub.
import { createAuthority, httpHandler, logInAccount, logInService, startHttpServer, startTlsServer } from '@culprit/lab';

export default async function stage(keep) {
  const root = await createAuthority({ name: 'Lab Root R1' });
  const issuer = await root.intermediate({ name: 'Lab Issuer E1' });
  const repository = keep(await startHttpServer({ routes: { '/e1.der': { headers: { 'Content-Type': 'application/pkix-cert' }, body: issuer.der } } }));
  const leaf = await issuer.issue({ names: ['mirror.example'], caIssuers: `${repository.url}/e1.der` });
  const http = httpHandler({ fallback: logInService({ cookie: { attributes: '; Path=/; Domain=hub.example; Secure; HttpOnly' } }) });
  const broken = keep(await startTlsServer({ chain: [leaf.certificate], key: leaf.key, http }));
  const repaired = keep(await startTlsServer({ chain: leaf.chain, key: leaf.key, http }));
  return {
    values: { broken: `127.0.0.1:${broken.port}`, repaired: `127.0.0.1:${repaired.port}` },
    files: {
      'lab-root.pem': root.certificate,
      // Nobody outside is asked for comparison, and the issuer is fetched all the same.
      'culprit.config.json': JSON.stringify({ controls: { resolvers: [], timeSources: [], sni: [], portals: [], egress: [] } }),
    },
    env: { MIRROR_USER: logInAccount.username, MIRROR_PASSWORD: logInAccount.password, MIRROR_KEY: '2f9c1d7e.Q4tB8xZpLk7WmN2v' },
  };
}
