import { ask, defineCommand, neutralise, secretSourcesOf, ToolError, type Command, type CommandContext, type Locale } from '@culprit/core';
import { formatOption, timeoutOption } from '@culprit/core/commands';
import { httpExchange } from '@culprit/network';
import { dataWalk, type DataWalk } from '../facts/data-walk.ts';
import { isOwnHost } from '../hub/hub.ts';
import { judgeHubAnswer, type HubState } from '../hub/judge-hub-answer.ts';
import { controlInput } from '../hub/requests.ts';
import { readBaseUrl } from '../targets/base-url.ts';
import { modelMirror, type ModelMirror } from '../targets/model-mirror.ts';

/** What one endpoint does for a repository. */
interface Planes {
  readonly endpoint: string;
  /** `no-answer`: nothing came. */
  readonly control: HubState | 'no-answer';
  readonly data: DataWalk['outcome'] | 'not-asked';
  readonly file?: string;
  readonly dataOrigin?: string;
  readonly leftMirror: boolean;
  readonly missing: readonly string[];
  readonly token: 'none' | 'own' | 'third-party';
  readonly hops: DataWalk['hops'];
}

/** `culprit mirror planes`: which host lists, which gives the files, and who gets the token, for one endpoint or several. */
export const mirrorPlanes: Command = defineCommand({
  name: 'mirror planes',
  text: {
    en: { summary: 'Which host lists a repository, which serves its files, and who gets the token; several endpoints are compared', positionals: '<hf://owner/model|modelscope://owner/model>' },
    'zh-CN': { summary: '查看仓库由哪台主机列出、由哪台提供文件、令牌交给谁；可比较多个端点', positionals: '<hf://所有者/模型|modelscope://所有者/模型>' },
  },
  options: {
    endpoint: { type: 'list', items: { type: 'string' }, placeholder: 'url', text: { en: 'Endpoints to compare; default: that of the target', 'zh-CN': '要比较的端点，默认为目标自身的端点' } },
    offline: { type: 'boolean', text: { en: 'Ask no other host than the endpoints', 'zh-CN': '只询问这些端点，不访问其他主机' } },
    ...timeoutOption,
    ...formatOption,
  },
  async run(context) {
    const { positionals, options, io, locale } = context;
    const target = modelMirror.read(positionals[0] ?? '', {});
    if (target === undefined || positionals.length > 1) {
      throw new ToolError('USAGE_INVALID', {
        en: 'Name one repository: culprit mirror planes hf://owner/model --endpoint https://mirror-a --endpoint https://mirror-b',
        'zh-CN': '请指定一个仓库：culprit mirror planes hf://所有者/模型 --endpoint https://镜像甲 --endpoint https://镜像乙',
      });
    }
    const given = Array.isArray(options['endpoint']) ? options['endpoint'].map((text) => readBaseUrl(String(text))) : [target.endpoint];
    const compared = await Promise.all(given.slice(0, 20).map((endpoint) => planesOf({ ...target, endpoint }, context)));
    io.stdout(options['format'] === 'json' ? `${JSON.stringify(compared)}\n` : compared.map((planes) => describe(planes, locale)).join(''));
    const serves = compared.some(({ control, data }) => control === 'found' && (data === 'served' || data === 'no-file' || data === 'not-followed'));
    if (!serves) io.stderr(locale === 'en' ? `Why: culprit '${positionals[0] ?? ''}'\n` : `查明原因：culprit '${positionals[0] ?? ''}'\n`);
    return serves ? 0 : 1;
  },
});

async function planesOf(target: ModelMirror, { options, signal, env, plugins, config }: CommandContext): Promise<Planes> {
  const { values: { control, walk } } = await ask({ control: httpExchange.of(controlInput(target)), walk: dataWalk.of(target) }, {
    signal, offline: options['offline'] === true, timeoutMs: Number(options['timeout']), secrets: [{ scheme: 'env', resolve: async (name) => env[name] }, ...config?.secrets ?? [], ...secretSourcesOf(plugins)],
  });
  return {
    endpoint: target.endpoint,
    control: control?.outcome === 'answered' ? judgeHubAnswer(target.hub, control, true) : 'no-answer',
    data: walk?.outcome ?? 'not-asked', leftMirror: walk?.leftMirror ?? false, missing: walk?.missing ?? [], hops: walk?.hops ?? [],
    token: target.token === undefined ? 'none' : isOwnHost(target.hub, new URL(target.endpoint).hostname) ? 'own' : 'third-party',
    ...(walk?.file === undefined ? {} : { file: walk.file }), ...(walk?.dataOrigin === undefined ? {} : { dataOrigin: walk.dataOrigin }),
  };
}

const titles = {
  en: { control: 'control', data: 'data', token: 'token', left: 'leaves the mirror', missing: 'lacks', hop: 'hop' },
  'zh-CN': { control: '控制面', data: '数据面', token: '令牌面', left: '离开了镜像', missing: '缺少', hop: '途经' },
} as const;

/** A host that a stranger names must not move the cursor. */
function describe({ endpoint, control, data, file, dataOrigin, leftMirror, missing, token, hops }: Planes, locale: Locale): string {
  const words = titles[locale];
  const lines = [
    endpoint,
    `  ${words.control}  ${control}`,
    `  ${words.data}  ${[data, file, dataOrigin, leftMirror ? words.left : undefined, missing.length === 0 ? undefined : `${words.missing} ${missing.join(', ')}`].filter((part) => part !== undefined).join('  ')}`,
    ...hops.map(({ host, status, how, tookMs, node }) => `    ${words.hop}  ${host}  ${status ?? how ?? ''}  ${tookMs} ms${node === undefined ? '' : `  ${node}`}`),
    `  ${words.token}  ${token}`,
  ];
  return lines.map((line) => `${neutralise(line)}\n`).join('');
}
