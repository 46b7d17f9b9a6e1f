/** Places that developers' programs go to, and that are often put into hosts files to reach them faster. They move. */
const wellKnown: readonly string[] = [
  'github.com', 'githubusercontent.com', 'githubassets.com', 'ghcr.io', 'huggingface.co', 'hf.co', 'hf-mirror.com', 'modelscope.cn', 'pypi.org', 'pythonhosted.org', 'npmjs.org', 'npmjs.com', 'npmmirror.com',
  'yarnpkg.com', 'nodejs.org', 'docker.io', 'docker.com', 'golang.org', 'go.dev', 'crates.io', 'rust-lang.org', 'maven.org', 'gradle.org', 'openai.com', 'anthropic.com', 'googleapis.com', 'google.com',
  'cloudflare.com', 'amazonaws.com', 'volces.com', 'aliyuncs.com', 'myqcloud.com', 'dogecloud.com', 'deepseek.com', 'letsencrypt.org', 'gitlab.com', 'debian.org', 'ubuntu.com',
];

/** Whether a name belongs to a well-known place. */
export const isWellKnown = (name: string): boolean => wellKnown.some((domain) => name === domain || name.endsWith(`.${domain}`));
