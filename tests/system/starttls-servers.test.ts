import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createAuthority } from '@culprit/lab';
import { describe, expect, test } from 'vitest';
import { freePort, scratchFolder, startDaemon, type ScratchFolder } from './daemon.ts';
import { broken, examine, healthy, outcomeOf } from './examine.ts';
import { apt, because, firstReason, program, root, searchPath, type Reason } from './requirements.ts';

const authority = await createAuthority({ name: 'System Root' });
const leaf = await authority.issue({ names: ['mail.example.org'], key: 'rsa-2048' });

interface Setting {
  readonly folder: string;
  readonly port: number;
  /** Whether it has a certificate. */
  readonly secure: boolean;
  readonly write: ScratchFolder['write'];
}

interface Server {
  /** As it is called in a target: `smtp`. */
  readonly protocol: string;
  readonly name: string;
  readonly reason: Reason;
  /** Writes what it is configured by, and says how it is started in the foreground. */
  readonly command: (setting: Setting) => readonly string[];
}

function run(...[first = '', ...rest]: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(first, rest, { encoding: 'utf8', timeout: 50_000, env: { PATH: searchPath, LANG: 'C' } });
  if (status !== 0) throw new Error(`${first}: ${stdout}${stderr}`);
}

/** Its configuration changed with 2.4. */
const dovecotTwo = (): Reason => (spawnSync('dovecot', ['--version'], { encoding: 'utf8', env: { PATH: searchPath } }).stdout?.startsWith('2.3.') === true ? undefined : 'this Dovecot is configured in another way than 2.3');

const dovecot = (protocol: 'imap' | 'pop3', packaged: string): Server => ({
  protocol, name: `Dovecot, ${protocol.toUpperCase()}`, reason: firstReason(root, apt(packaged), program('dovecot'), dovecotTwo),
  command: ({ folder, port, secure, write }) => {
    write('dovecot.conf', `
      protocols = ${protocol}
      base_dir = ${folder}/run
      state_dir = ${folder}
      log_path = /dev/stderr
      listen = 127.0.0.1
      ssl = ${secure ? 'yes' : 'no'}
      ssl_cert = <${folder}/own.pem
      ssl_key = <${folder}/own.key
      service ${protocol}-login {
        chroot =
        inet_listener ${protocol} {
          port = ${port}
        }
        inet_listener ${protocol}s {
          port = 0
        }
      }
      passdb {
        driver = static
      }
      userdb {
        driver = static
      }`);
    return ['dovecot', '-F', '-c', `${folder}/dovecot.conf`];
  },
});

const servers: readonly Server[] = [
  dovecot('imap', 'dovecot-imapd'),
  dovecot('pop3', 'dovecot-pop3d'),
  {
    protocol: 'smtp', name: 'Postfix', reason: firstReason(root, apt('postfix'), program('postfix')),
    command: ({ folder, port, secure, write }) => {
      const [queue, data] = [join(folder, 'queue'), join(folder, 'data')];
      for (const path of [queue, data]) mkdirSync(path);
      write('main.cf', `
compatibility_level = 3.6
queue_directory = ${queue}
data_directory = ${data}
maillog_file = ${folder}/mail.log
maillog_file_prefixes = ${folder}
myhostname = mail.example.org
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
local_recipient_maps =
smtpd_tls_security_level = ${secure ? 'may' : 'none'}
smtpd_tls_cert_file = ${folder}/own.pem
smtpd_tls_key_file = ${folder}/own.key
`);
      write('master.cf', `
127.0.0.1:${port} inet n - n - - smtpd
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
`);
      run('chown', '-R', 'postfix', data);
      // Makes the folders of its queue.
      run('postfix', '-c', folder, 'check');
      // Not "postfix start-fg", whose shell ends before its servers do.
      return ['/usr/lib/postfix/sbin/master', '-s', '-c', folder];
    },
  },
  {
    protocol: 'ldap', name: 'OpenLDAP', reason: firstReason(apt('slapd'), program('slapd')),
    command: ({ folder, port, secure, write }) => {
      write('slapd.conf', `
include /etc/ldap/schema/core.schema
modulepath /usr/lib/ldap
moduleload back_ldif
pidfile ${folder}/slapd.pid
${secure ? `TLSCertificateFile ${folder}/own.pem\nTLSCertificateKeyFile ${folder}/own.key` : ''}
database ldif
directory ${folder}
suffix dc=example,dc=org
`);
      return ['slapd', '-d', '0', '-f', `${folder}/slapd.conf`, '-h', `ldap://127.0.0.1:${port}`];
    },
  },
  {
    protocol: 'ftp', name: 'vsftpd', reason: firstReason(root, apt('vsftpd'), program('vsftpd')),
    command: ({ folder, port, secure, write }) => {
      const empty = join(folder, 'empty');
      mkdirSync(empty, { mode: 0o755 });
      write('vsftpd.conf', `
listen=YES
listen_address=127.0.0.1
listen_port=${port}
background=NO
anonymous_enable=YES
anon_root=${empty}
secure_chroot_dir=${empty}
seccomp_sandbox=NO
ssl_enable=${secure ? 'YES' : 'NO'}
rsa_cert_file=${folder}/own.pem
rsa_private_key_file=${folder}/own.key
`);
      return ['vsftpd', `${folder}/vsftpd.conf`];
    },
  },
  {
    protocol: 'xmpp', name: 'Prosody', reason: firstReason(root, apt('prosody'), program('prosody')),
    command: ({ folder, port, secure, write }) => {
      write('prosody.cfg.lua', `
pidfile = "${folder}/prosody.pid"
data_path = "${folder}/data"
daemonize = false
run_as_root = true
interfaces = { "127.0.0.1" }
c2s_ports = { ${port} }
s2s_ports = { }
c2s_require_encryption = false
authentication = "internal_hashed"
modules_enabled = { "saslauth"${secure ? ', "tls"' : ''} }
modules_disabled = { "s2s"${secure ? '' : ', "tls"'} }
allow_unencrypted_plain_auth = true
log = { error = "*console" }
VirtualHost "mail.example.org"
${secure ? `  ssl = { certificate = "${folder}/own.pem", key = "${folder}/own.key" }` : ''}
VirtualHost "elsewhere.example.org"
${secure ? `  ssl = { certificate = "${folder}/own.pem", key = "${folder}/own.key" }` : ''}
`);
      mkdirSync(join(folder, 'data'));
      return ['prosody', '-F', '--config', `${folder}/prosody.cfg.lua`];
    },
  },
  {
    protocol: 'mysql', name: 'MariaDB', reason: firstReason(root, apt('mariadb-server'), program('mariadbd')),
    command: ({ folder, port, secure, write }) => {
      const data = join(folder, 'data');
      mkdirSync(data);
      write('my.cnf', `[mariadbd]
datadir=${data}
socket=${folder}/own.sock
pid-file=${folder}/own.pid
bind-address=127.0.0.1
port=${port}
user=root
innodb_buffer_pool_size=8M
innodb_log_file_size=4M
innodb_flush_log_at_trx_commit=0
${secure ? `ssl_cert=${folder}/own.pem\nssl_key=${folder}/own.key` : 'ssl=0'}
`);
      run('mariadb-install-db', `--defaults-file=${folder}/my.cnf`, '--auth-root-authentication-method=normal', '--skip-test-db', '--user=root');
      return ['mariadbd', `--defaults-file=${folder}/my.cnf`];
    },
  },
];

/** A server with or without a certificate, and what leads to it. */
async function start({ protocol, command }: Server, secure: boolean): Promise<AsyncDisposable & { readonly to: (host: string) => readonly string[] }> {
  const port = await freePort();
  const folder = scratchFolder({ 'ca.pem': authority.certificate, 'own.pem': leaf.chain.join('\n'), 'own.key': leaf.key });
  try {
    const daemon = await startDaemon({ command: command({ folder: folder.path, port, secure, write: folder.write }), ports: [port], folder });
    return Object.assign(daemon, { to: (host: string) => [`${protocol}://${host}`, '--connect-to', `127.0.0.1:${port}`, '--ca', `${folder.path}/ca.pem`] });
  } catch (error) {
    folder[Symbol.dispose]();
    throw error;
  }
}

describe.for(servers)('$name', (server) => {
  const [skip, why] = [server.reason !== undefined, because(server.reason)];

  test.skipIf(skip)(`with TLS it is followed up to its certificate${why}`, async () => {
    await using running = await start(server, true);
    expect(outcomeOf(await examine(running.to('mail.example.org')))).toEqual(healthy);
    expect(outcomeOf(await examine(running.to('elsewhere.example.org')))).toEqual(broken('certificate/name-mismatch'));
  }, 60_000);

  test.skipIf(skip)(`without TLS it says so${why}`, async () => {
    await using running = await start(server, false);
    expect(outcomeOf(await examine(running.to('mail.example.org')))).toEqual(broken('network/starttls-not-offered'));
  }, 60_000);
});
