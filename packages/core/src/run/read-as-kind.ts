import { ToolError } from '../errors.ts';
import { readTyped, secretReference } from '../examination/arguments.ts';
import type { JsonObject } from '../json.ts';
import { describeIssues } from '../option-issues.ts';
import type { OptionField, OptionFields } from '../options.ts';
import type { Manifest } from '../plugin.ts';
import type { Given, Target, TargetKind } from '../target.ts';
import { quoted, unknownKind, withProfile } from './read-target.ts';

/**
 * Reads a text as a target of the kind that a person named: an address by what the kind makes of one, anything else in the
 * kind's own notation; `given.fields` say the rest.
 * @throws ToolError (`USAGE_INVALID`, `TARGET_INVALID`, `SECRET_IN_ARGUMENT`)
 */
export async function readAsKind(text: string, { kind: name, fields = {}, profiles, ...given }: Given & { readonly kind: string }, manifests: readonly Manifest[]): Promise<Target> {
  const kind = await manifests.flatMap(({ targets }) => targets).find((entry) => entry.kind === name)?.load();
  if (kind === undefined) throw unknownKind('USAGE_INVALID', name, manifests);
  const own: OptionFields = 'fields' in kind.schema ? kind.schema.fields as OptionFields : {};
  const typed = Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, typedFor(name, field, own[field], value)]));
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  const isAddress = scheme === undefined || scheme === 'https' || scheme === 'http';
  const isOwn = scheme === undefined ? kind.bare : kind.schemes.includes(scheme);
  const said = kind.address !== undefined && isAddress ? { ...kind.address(addressOf(scheme === undefined ? `https://${text}` : text, text)), ...given } : isOwn ? kind.read(text, given) : undefined;
  if (said === undefined) throw notOne(text, kind);
  const validated = await kind.schema['~standard'].validate(withProfile(kind, { ...said, ...typed } as JsonObject, profiles === undefined ? {} : { profiles }));
  if (validated.issues === undefined) return kind.of(validated.value);
  const issues = describeIssues(validated.issues);
  const missing = Object.entries(own).filter(([field, { required }]) => required === true && !(field in said) && !(field in typed)).map(([field]) => field);
  const hint = missing.length === 0 ? '' : ` ${missing.map((field) => `--field ${field}=${own[field]?.type === 'secret' ? 'env:NAME' : '…'}`).join(' ')}`;
  throw new ToolError('TARGET_INVALID', {
    en: `${quoted(text)} is no whole target of kind ${name}: ${issues.en}.${hint === '' ? '' : ` Add:${hint}`}`,
    'zh-CN': `${quoted(text)} 还不是完整的 ${name} 目标：${issues['zh-CN']}。${hint === '' ? '' : `请补充：${hint}`}`,
  });
}

function typedFor(kind: string, name: string, field: OptionField | undefined, text: string): unknown {
  if (field === undefined) return text;
  if (field.type === 'secret' && !secretReference.test(text)) {
    throw new ToolError('SECRET_IN_ARGUMENT', {
      en: `The field ${name} of a target of kind ${kind} refers to a secret and never holds one: every user of this machine can read arguments. Write ${name}=env:NAME or ${name}=file:path.`,
      'zh-CN': `${kind} 目标的字段 ${name} 只接受密钥引用，不接受密钥本身：命令行参数对本机所有用户可见。请写 ${name}=env:NAME 或 ${name}=file:路径。`,
    });
  }
  if (field.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return readTyped(field, text);
}

/** What stands after a # is never sent. What looks like a user name is refused, as everywhere in an argument. */
function addressOf(url: string, text: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== '' || parsed.password !== '') {
    throw new ToolError('TARGET_INVALID', {
      en: parsed === null ? `${quoted(text)} is no address.` : `The address of ${parsed.host} carries a user name or password, which would stand in the process list and in reports. Leave it out, and give a credential by reference (env:NAME or file:path).`,
      'zh-CN': parsed === null ? `${quoted(text)} 不是有效的地址。` : `${parsed.host} 的地址里带有用户名或密码，会出现在进程列表和报告中。请去掉它，并以引用方式（env:NAME 或 file:路径）提供凭据。`,
    });
  }
  parsed.hash = '';
  return parsed.href;
}

function notOne(text: string, { kind, schemes }: TargetKind): ToolError {
  const written = schemes.map((scheme) => `${scheme}://…`);
  return new ToolError('TARGET_INVALID', {
    en: `${quoted(text)} can't be read as a target of kind ${kind}. ${written.length === 0 ? 'Describe it in a config, under "targets".' : `It is written ${written.join(' or ')}.`}`,
    'zh-CN': `无法把 ${quoted(text)} 读作 ${kind} 类型的目标。${written.length === 0 ? '请在配置文件的 targets 中描述它。' : `其写法为 ${written.join(' 或 ')}。`}`,
  });
}
