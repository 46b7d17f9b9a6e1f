import { isIP } from 'node:net';

/** A name that hosts(5) fixes to an address. */
export type HostsEntry = { readonly name: string; readonly address: string; readonly line: number };

/** Blockers' lists have a few hundred thousand lines; names beyond are not looked at. */
const maxEntries = 500_000;

/** Reads hosts(5): an address, then names, `#` begins a comment. Pure. */
export function parseHosts(text: string): readonly HostsEntry[] {
  const entries: HostsEntry[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const [address = '', ...names] = (raw.split('#', 1)[0] ?? '').trim().split(/\s+/);
    if (isIP(address.replace(/%.*$/, '')) === 0) continue;
    for (const name of names) if (entries.length < maxEntries) entries.push({ name: name.toLowerCase().replace(/\.$/, ''), address, line: index + 1 });
  }
  return entries;
}

/** Places that developers' programs go to, and that are often put into hosts files to reach them faster. They move. */
const wellKnown: readonly string[] = [
  'github.com', 'githubusercontent.com', 'githubassets.com', 'ghcr.io', 'huggingface.co', 'hf.co', 'hf-mirror.com', 'modelscope.cn', 'pypi.org', 'pythonhosted.org', 'npmjs.org', 'npmjs.com', 'npmmirror.com',
  'yarnpkg.com', 'nodejs.org', 'docker.io', 'docker.com', 'golang.org', 'go.dev', 'crates.io', 'rust-lang.org', 'maven.org', 'gradle.org', 'openai.com', 'anthropic.com', 'googleapis.com', 'google.com',
  'cloudflare.com', 'amazonaws.com', 'volces.com', 'aliyuncs.com', 'myqcloud.com', 'dogecloud.com', 'deepseek.com', 'letsencrypt.org', 'gitlab.com', 'debian.org', 'ubuntu.com',
];

/** Whether a name belongs to a well-known place. */
export const isWellKnown = (name: string): boolean => wellKnown.some((domain) => name === domain || name.endsWith(`.${domain}`));
