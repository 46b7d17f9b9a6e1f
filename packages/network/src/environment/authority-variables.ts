/** A variable that names authorities to trust, and who reads it. */
export type AuthorityVariable = {
  readonly name: string;
  readonly holds: 'bundle' | 'directory' | 'store';
  readonly reader: string;
  /** What the reader does with a file that it can't use: fails at every connection, or goes on without it. */
  readonly onFailure: 'fails' | 'goes-on';
};

/**
 * Sources: OpenSSL X509_get_default_cert_file(3), requests' and curl's manuals, nodejs.org/api/cli.html, git-config(1)
 * (`http.sslCAInfo`), pip and AWS CLI's manuals, docs.deno.com (`DENO_CERT`), the Cargo book (`http.cainfo`).
 */
export const authorityVariables: readonly AuthorityVariable[] = [
  { name: 'NODE_EXTRA_CA_CERTS', holds: 'bundle', reader: 'Node.js', onFailure: 'goes-on' },
  { name: 'SSL_CERT_FILE', holds: 'bundle', reader: 'OpenSSL, Python, Ruby, Go', onFailure: 'fails' },
  { name: 'SSL_CERT_DIR', holds: 'directory', reader: 'OpenSSL, Python, Ruby, Go', onFailure: 'goes-on' },
  { name: 'REQUESTS_CA_BUNDLE', holds: 'bundle', reader: 'Python requests', onFailure: 'fails' },
  { name: 'CURL_CA_BUNDLE', holds: 'bundle', reader: 'curl, Python requests', onFailure: 'fails' },
  { name: 'GIT_SSL_CAINFO', holds: 'bundle', reader: 'git', onFailure: 'fails' },
  { name: 'PIP_CERT', holds: 'bundle', reader: 'pip', onFailure: 'fails' },
  { name: 'AWS_CA_BUNDLE', holds: 'bundle', reader: 'AWS CLI, boto3', onFailure: 'fails' },
  { name: 'DENO_CERT', holds: 'bundle', reader: 'Deno', onFailure: 'fails' },
  { name: 'CARGO_HTTP_CAINFO', holds: 'bundle', reader: 'Cargo', onFailure: 'fails' },
  { name: 'NPM_CONFIG_CAFILE', holds: 'bundle', reader: 'npm', onFailure: 'goes-on' },
  { name: 'npm_config_cafile', holds: 'bundle', reader: 'npm', onFailure: 'goes-on' },
];

/** The options of Java that do the same, wherever Java reads options from (docs.oracle.com, JSSE reference guide). */
export const javaVariables: readonly string[] = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS', 'MAVEN_OPTS', 'GRADLE_OPTS'];

/** The trust store that Java options name. */
export const trustStoreOf = (options: string): string | undefined => /(?:^|\s)"?-Djavax\.net\.ssl\.trustStore=("([^"]{1,500})"|[^\s"]{1,500})/.exec(options.slice(0, 10_000))?.slice(1).toReversed().find((part) => part !== undefined);
