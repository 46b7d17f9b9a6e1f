import { defineCommand, defineOptions, describeIssues, misuse, neutralise, ToolError, unknownName, type Command, type JsonObject, type Locale } from '@culprit/core';
import { formatOption } from '@culprit/core/commands';
import { profiles } from '../profile/profiles.ts';
import { profileFields } from '../profile/service-profile.ts';
import type { MirrorCandidate } from '../selection/mirror-selector.ts';
import { NoMirrorError } from '../selection/no-mirror-error.ts';
import type { MirrorState, MirrorVerdict } from '../selection/probe-mirror.ts';
import { readBaseUrl } from '../targets/base-url.ts';

/** `culprit mirror select`: prints the URL of the mirror to use, and nothing else, to the standard output. */
export const mirrorSelect: Command = defineCommand({
  name: 'mirror select',
  text: {
    en: { summary: 'Print the mirror to use, by order and health: HF_ENDPOINT=$(culprit mirror select …)', positionals: '<url…>' },
    'zh-CN': { summary: '按顺序和健康状况选出要使用的镜像并输出：HF_ENDPOINT=$(culprit mirror select …)', positionals: '<网址…>' },
  },
  options: {
    profile: { type: 'string', placeholder: 'name', text: { en: `What a healthy answer looks like: ${Object.keys(profiles).join(', ')}, or a profile of the config; default: / answers 200`, 'zh-CN': `健康响应的规格：${Object.keys(profiles).join('、')}，或配置文件中的规格；默认为 / 返回 200` } },
    fallback: { type: 'string', placeholder: 'url', text: { en: 'Local endpoint, or file: URL of a folder, where no other can be used', 'zh-CN': '其他镜像都不可用时采用的本地端点或文件夹（file: 网址）' } },
    fastest: { type: 'boolean', text: { en: 'The first that answers instead of the first of the list', 'zh-CN': '取最先应答的，而不是列表中靠前的' } },
    mirrorTimeout: { type: 'duration', default: 3_000, min: 10, max: 60_000, placeholder: 'span', text: { en: 'Deadline for each mirror', 'zh-CN': '每个镜像的时限' } },
    hedge: { type: 'duration', default: 300, min: 0, max: 60_000, placeholder: 'span', text: { en: 'How long a healthy mirror waits for those before it', 'zh-CN': '健康的镜像等待排在其前面者的时长' } },
    ...formatOption,
  },
  async run({ positionals, options, io, locale, signal, config }) {
    if (positionals.length === 0) {
      throw new ToolError('USAGE_INVALID', {
        en: 'Name the mirrors, the preferred one first: culprit mirror select https://mirror-a https://mirror-b',
        'zh-CN': '请列出镜像，首选的放在最前：culprit mirror select https://镜像甲 https://镜像乙',
      });
    }
    const { profile, fallback } = options;
    const common = typeof profile === 'string' ? named(profile, config?.profiles?.['profiled-service'] ?? {}) : {};
    const mirrors: readonly MirrorCandidate[] = [
      ...positionals.map((text) => ({ url: readBaseUrl(text), ...common })),
      ...(typeof fallback === 'string' ? [{ url: fallback.startsWith('file:') ? fallback : readBaseUrl(fallback), ...common, fallback: true }] : []),
    ];
    const json = options['format'] === 'json';
    const { selectMirror } = await import('../selection/mirror-selector.ts');
    try {
      const selection = await selectMirror(mirrors, { signal, strategy: options['fastest'] === true ? 'fastest' : 'ordered', timeoutMs: Number(options['mirrorTimeout']), hedgeMs: Number(options['hedge']) });
      if (!json) io.stderr(selection.verdicts.map((verdict) => `${lineOf(verdict, locale)}\n`).join(''));
      io.stdout(json ? `${JSON.stringify(selection)}\n` : `${selection.url}\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof NoMirrorError)) throw error;
      if (json) io.stdout(`${JSON.stringify({ url: null, verdicts: error.verdicts })}\n`);
      else io.stderr(`${error.verdicts.map((verdict) => `${lineOf(verdict, locale)}\n`).join('')}${locale === 'en' ? 'No mirror of the list can be used.' : '列表中没有可用的镜像。'}\n`);
      return 1;
    }
  },
});

/** A profile by its name, of the config where none that is built in has it. */
function named(name: string, own: { readonly [name: string]: JsonObject }): Pick<MirrorCandidate, 'profile' | 'expect'> {
  if (Object.hasOwn(profiles, name)) return { profile: name };
  const read = defineOptions(profileFields)['~standard'].validate(own[name]);
  if (Object.hasOwn(own, name) && read.issues === undefined) return { expect: read.value };
  const text = Object.hasOwn(own, name) ? describeIssues(read.issues ?? []) : unknownName(name, [...Object.keys(profiles), ...Object.keys(own)]);
  throw misuse(`The profile ${neutralise(name)}: ${text.en}.`, `规格 ${neutralise(name)}：${text['zh-CN']}。`);
}

const words: { readonly [S in MirrorState]: { readonly en: string; readonly zh: string } } = {
  healthy: { en: 'healthy', zh: '健康' }, maintenance: { en: 'in maintenance', zh: '维护中' }, overloaded: { en: 'overloaded', zh: '过载' }, 'region-refused': { en: 'refuses this region', zh: '拒绝本地区' },
  'wants-credential': { en: 'wants a credential', zh: '要求凭据' }, 'not-served': { en: 'has no such health answer', zh: '没有该健康响应' }, 'unexpected-status': { en: 'answers otherwise', zh: '响应不符' },
  'missing-headers': { en: 'lacks header fields', zh: '缺少响应头' }, 'unexpected-header': { en: 'answers otherwise', zh: '响应不符' }, 'unexpected-body': { en: 'answers otherwise', zh: '响应不符' },
  unreachable: { en: 'out of reach', zh: '无法访问' }, 'timed-out': { en: 'no answer in time', zh: '超时未应答' }, untrusted: { en: 'not trusted', zh: '证书不受信任' }, suspended: { en: 'left alone for now', zh: '暂停使用' },
  slow: { en: 'too slow', zh: '过慢' }, 'not-needed': { en: 'not waited for', zh: '未等待' }, aborted: { en: 'interrupted', zh: '已中断' },
};

/** What a stranger's server said must not move the cursor. */
const lineOf = ({ url, state, how, tookMs, node }: MirrorVerdict, locale: Locale): string =>
  neutralise(`${url}  ${locale === 'en' ? words[state].en : words[state].zh}${how === undefined ? '' : locale === 'en' ? ` (${how})` : `（${how}）`}${state === 'healthy' ? `, ${tookMs} ms` : ''}${node === undefined ? '' : `, ${node}`}`);
