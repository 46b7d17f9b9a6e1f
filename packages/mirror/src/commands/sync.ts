import { defineCommand, neutralise, readCommandSecret, ToolError, type Command, type CommandContext } from '@culprit/core';
import { confirmed, formatOption, yesOption } from '@culprit/core/commands';
import { resolve } from 'node:path';
import type { SyncPlan } from '../sync/sync-repository.ts';
import { modelMirror, type ModelMirror } from '../targets/model-mirror.ts';

/** `culprit mirror sync`: keeps a repository in a folder, for use without a network. */
export const mirrorSync: Command = defineCommand({
  name: 'mirror sync',
  text: {
    en: { summary: 'Keep a repository of models in a folder: verified, resumed where it broke off, fetched again only where it changed', positionals: '<hf://owner/model|modelscope://owner/model> <folder>' },
    'zh-CN': { summary: '把模型仓库同步到文件夹：校验内容、断点续传、只重新获取有变化的文件', positionals: '<hf://所有者/模型|modelscope://所有者/模型> <文件夹>' },
  },
  options: {
    include: { type: 'list', items: { type: 'string' }, placeholder: 'pattern', text: { en: 'Only files like these: *.safetensors', 'zh-CN': '只要这些文件，例如 *.safetensors' } },
    exclude: { type: 'list', items: { type: 'string' }, placeholder: 'pattern', text: { en: 'Not files like these', 'zh-CN': '不要这些文件' } },
    streams: { type: 'integer', default: 4, min: 1, max: 32, text: { en: 'Requests at the same time', 'zh-CN': '同时进行的请求数' } },
    recipe: { type: 'enum', values: ['systemd', 'cron'], text: { en: 'Print how to run this every day instead of running it', 'zh-CN': '不执行，而是输出每日定时运行的配置' } },
    ...yesOption,
    ...formatOption,
  },
  changes: true,
  async run(context) {
    const { positionals, options, io, locale, signal, env } = context;
    const [typed = '', to] = positionals;
    const target = modelMirror.read(typed, {});
    if (target === undefined || to === undefined || positionals.length > 2) {
      throw new ToolError('USAGE_INVALID', {
        en: 'Name a repository and a folder: culprit mirror sync hf://owner/model /srv/models/model',
        'zh-CN': '请指定仓库和文件夹：culprit mirror sync hf://所有者/模型 /srv/models/模型',
      });
    }
    const folder = resolve(to);
    const patterns = (name: string): readonly string[] => (Array.isArray(options[name]) ? options[name].map(String) : []);
    const [include, exclude] = [patterns('include'), patterns('exclude')];
    if (options['recipe'] !== undefined) {
      const { cronRecipe, systemdRecipe } = await import('../sync/recipes.ts');
      const words = ['culprit', 'mirror', 'sync', withEndpoint(typed, target), folder, ...include.flatMap((one) => ['--include', one]), ...exclude.flatMap((one) => ['--exclude', one]), '--yes'];
      io.stdout(options['recipe'] === 'cron' ? cronRecipe(words) : systemdRecipe(words));
      return 0;
    }
    const { token, file: _file, route: _route, ...repository } = target;
    const secret = token === undefined ? undefined : await readCommandSecret(token, context);
    const [{ syncRepository }, { SyncError }, { installedTransfer }] = await Promise.all([import('../sync/sync-repository.ts'), import('../sync/sync-error.ts'), import('../sync/ranged-transfer.ts')]);
    const transfer = await installedTransfer(env);
    const noProxy = env['NO_PROXY'] ?? env['no_proxy'];
    try {
      const result = await syncRepository({
        target: repository, folder, signal, concurrency: Number(options['streams']), exclude, ...(include.length === 0 ? {} : { include }), ...(transfer === undefined ? {} : { transfer }),
        ...(secret === undefined ? {} : { token: secret }), ...(noProxy === undefined ? {} : { noProxy }), approve: (plan) => approved(context, plan, folder),
      });
      if (options['format'] === 'json') io.stdout(`${JSON.stringify(result)}\n`);
      else if (result.outcome === 'done') {
        io.stdout(locale === 'en'
          ? `${folder}: ${result.fetched} files fetched, ${result.kept} as they were${result.unverified > 0 ? `; of ${result.unverified} the hub tells only the size` : ''}\n`
          : `${folder}：获取 ${result.fetched} 个文件，${result.kept} 个无变化${result.unverified > 0 ? `；其中 ${result.unverified} 个站点只给出了大小` : ''}\n`);
      }
      return result.outcome === 'done' ? 0 : 2;
    } catch (error) {
      if (!(error instanceof SyncError)) throw error;
      if (options['format'] === 'json') io.stdout(`${JSON.stringify({ outcome: 'failed', code: error.code, text: error.text })}\n`);
      io.stderr(`${neutralise(error.text[locale])}\n`);
      return 1;
    }
  },
});

/** What the environment said is said in the recipe: there it may be another one. */
function withEndpoint(typed: string, { endpoint }: ModelMirror): string {
  return typed.includes('endpoint=') ? typed : `${typed}${typed.includes('?') ? '&' : '?'}endpoint=${endpoint}`;
}

function approved(context: CommandContext, { fetch, kept, bytes }: SyncPlan, folder: string): Promise<boolean> {
  const megabytes = (bytes / 1_000_000).toFixed(1);
  return confirmed(context, {
    en: `${fetch.length} files (${megabytes} MB) are to be fetched into ${folder}; ${kept} are there already.`,
    'zh-CN': `将获取 ${fetch.length} 个文件（${megabytes} MB）到 ${folder}；已有 ${kept} 个。`,
  });
}
