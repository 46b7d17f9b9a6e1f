/** The options that NODE_OPTIONS holds, as Node.js splits them: at blanks, with double quotes and backslashes (nodejs.org/api/cli.html). Pure. */
export function splitNodeOptions(text: string): readonly string[] {
  const options: string[] = [];
  let [current, quoted, begun] = ['', false, false];
  for (let index = 0; index < Math.min(text.length, 10_000); index++) {
    const letter = text[index] ?? '';
    if (letter === '"') [quoted, begun] = [!quoted, true];
    else if (letter === '\\' && quoted && index + 1 < text.length) current += text[++index];
    else if (letter === ' ' && !quoted) {
      if (begun) options.push(current);
      [current, begun] = ['', false];
    } else [current, begun] = [current + letter, true];
  }
  return begun ? [...options, current] : options;
}

/** Options that change how Node.js reaches the network. */
const networkOption = /^--(?:dns-result-order|network-family-autoselection|no-network-family-autoselection|network-family-autoselection-attempt-timeout|use-openssl-ca|use-bundled-ca|use-system-ca|use-env-proxy|tls-(?:min|max)-v1\.\d|tls-cipher-list|tls-keylog|max-http-header-size|insecure-http-parser|openssl-legacy-provider|openssl-config|openssl-shared-config|enable-fips|force-fips)\b/;
const networkVariables: readonly string[] = ['NODE_USE_ENV_PROXY', 'NODE_USE_SYSTEM_CA'];

/** TLS 1.0 and 1.1 are deprecated (RFC 8996), the legacy provider holds broken algorithms, the lenient parser lets requests be smuggled. */
const weak = /^--(?:tls-(?:min|max)-v1\.[01]|openssl-legacy-provider|insecure-http-parser)$/;

export type NodeSwitches = { readonly changed: readonly string[]; readonly weak: readonly string[]; readonly tlsKeysLogged: boolean };

/** What of this environment changes how Node.js reaches the network. Pure. */
export function nodeSwitchesOf(env: { readonly [name: string]: string | undefined }): NodeSwitches {
  const options = splitNodeOptions(env['NODE_OPTIONS'] ?? '').filter((option) => networkOption.test(option)).map((option) => option.slice(0, 200));
  return {
    changed: [...options, ...networkVariables.flatMap((name) => (env[name] === undefined || env[name] === '' ? [] : [`${name}=${env[name].slice(0, 40)}`]))],
    weak: options.filter((option) => weak.test(option)),
    tlsKeysLogged: options.some((option) => option.startsWith('--tls-keylog')) || (env['SSLKEYLOGFILE'] ?? '') !== '',
  };
}
