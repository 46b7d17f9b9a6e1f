import { createExaminer, readTarget, ToolError, type Json, type JsonObject, type Manifest, type TargetEntry } from '@culprit/core';

/** What of this machine targets of the API may touch. */
export interface Supplied {
  /** Kinds of targets; none that reads files or settings of this machine. */
  readonly kinds: readonly string[];
  /** References to secrets that they may use: `env:API_TOKEN`. */
  readonly secrets: readonly string[];
}

/** Kinds that only look at the network. */
export const networkKinds: readonly string[] = ['host', 'tcp-endpoint', 'tls-endpoint', 'starttls-endpoint', 'http-resource'];

/** Members that name files of this machine, of whatever kind of target. */
const fileMembers: ReadonlySet<string> = new Set(['ca', 'clientCertificate', 'file', 'path', 'certificate', 'key']);

/**
 * Lets a target of the API through only if it reads nothing of this machine: whoever may add targets could else send its
 * files and secrets to a host of their own. In a config file all of it is the administrator's own doing.
 * @throws ToolError (`TARGET_INVALID`) that says what to do
 */
export async function checkSupplied(entry: TargetEntry, { kinds, secrets }: Supplied, plugins: readonly Manifest[]): Promise<void> {
  if (typeof entry !== 'string' && 'data' in entry && 'id' in entry) refuse('a ready-made target', '现成的目标对象');
  const { kind, data }: { readonly kind: string; readonly data: JsonObject } = typeof entry === 'string' ? await readTarget(entry, plugins) : { kind: entry.kind, data: { ...entry } as JsonObject };
  if (!kinds.includes(kind)) refuse(`a target of kind ${kind}, which may read files or settings of the server,`, `类型为 ${kind} 的目标（可能读取服务器上的文件或设置）`);
  // A profile of the config file may hold secrets. Without the config only those are known that are built in.
  if ('profile' in data) await createExaminer({ plugins }).plan([entry]);
  walk(data, (name, value) => {
    if (fileMembers.has(name) && networkKinds.includes(kind)) refuse(`the member "${name}", which names a file of the server,`, `指向服务器上文件的成员“${name}”`);
    if (name === '$secret' && !(typeof value === 'string' && secrets.includes(value))) refuse(`the secret ${JSON.stringify(value)}`, `密钥引用 ${JSON.stringify(value)}`);
    if (typeof value === 'string') for (const [reference] of value.matchAll(/\b(?:env|file|vault|keyring):[^\s/][^\s]*/g)) if (!secrets.includes(reference)) refuse(`the secret ${JSON.stringify(reference)}`, `密钥引用 ${JSON.stringify(reference)}`);
  });
}

function refuse(en: string, zh: string): never {
  throw new ToolError('TARGET_INVALID', {
    en: `Through the API ${en} is not taken. Put it into the config file, or have the administrator allow it when starting the server.`,
    'zh-CN': `不能通过 API 使用${zh}。请写入配置文件，或由管理员在启动服务器时放行。`,
  });
}

function walk(value: Json | undefined, visit: (name: string, value: Json | undefined) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    visit(name, member);
    walk(member, visit);
  }
}
