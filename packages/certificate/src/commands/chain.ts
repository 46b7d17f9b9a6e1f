import { ask, defineCommand, neutralise, type Command, type CommandContext } from '@culprit/core';
import { textOption } from '@culprit/core/commands';
import { outputOptions, writeOut } from '../certificate-output.ts';
import { onlyPositional, requireFiles, sourceOf, sourceOptions } from '../command-input.ts';
import { chainInput, presentation } from '../endpoint-input.ts';
import { assembledChain, type AssembledChain } from '../facts/assembled-chain.ts';
import { serverRecipes } from '../server-recipes.ts';
import { refusalOf } from '../source-refusal.ts';

/** `culprit certificate chain`: the full chain in the order in which a server sends it, and what to do with it. */
export const chain: Command = defineCommand({
  name: 'certificate chain',
  text: {
    en: { summary: 'Put the full chain together, in server order, and say where to put it', positionals: '<host|file>' },
    'zh-CN': { summary: '按服务器顺序拼出完整证书链，并说明应放在哪里', positionals: '<主机|文件>' },
  },
  changes: true,
  options: {
    for: { type: 'enum', values: Object.keys(serverRecipes), default: 'nginx', text: { en: 'Server that it is written for', 'zh-CN': '面向的服务器' } },
    format: { type: 'enum', values: ['human', 'json'], default: 'human', text: { en: 'json: what the chain consists of, instead of the chain', 'zh-CN': 'json：输出证书链的组成，而不是证书链本身' } },
    ...sourceOptions,
    ...outputOptions,
  },
  async run(context) {
    const { options, positionals, io, signal, locale } = context;
    const text = onlyPositional(positionals, 'certificate chain <host|file>');
    await requireFiles(options);
    const source = await sourceOf(text, context);
    const input = chainInput(source.input);
    const { values: { shown, assembled } } = await ask({ shown: presentation(input), assembled: assembledChain.of(input) }, { signal, offline: options['offline'] === true, timeoutMs: Number(options['timeout']) });
    if (assembled === undefined) {
      io.stderr(`culprit: ${neutralise(await refusalOf(source, shown, locale))}\n`);
      return 1;
    }
    if (options['format'] === 'json') io.stdout(`${JSON.stringify(assembled, undefined, 2)}\n`);
    else {
      const server = String(options['for']);
      const recipe = serverRecipes[server];
      if (recipe === undefined) throw new Error(`no recipe for ${server}`);
      const key = recipe.withKey ? textOption(options, 'key') : undefined;
      await writeOut({
        to: key !== undefined && recipe.toWithKey !== undefined ? recipe.toWithKey : recipe.to,
        certificates: assembled.certificates.map(({ pem }) => pem.replace(/-----[A-Z ]+-----|\n/g, '')),
        ...(key === undefined ? {} : { key }),
      }, context);
      io.stderr(`${remarks(assembled, context).map((remark) => `${neutralise(remark)}\n`).join('')}${recipe.text[locale](textOption(options, 'output') ?? 'fullchain.pem')}\n`);
    }
    return assembled.outcome === 'incomplete' ? 1 : 0;
  },
});

function remarks({ certificates, unused, ...chain }: AssembledChain, { locale }: CommandContext): readonly string[] {
  const english = locale === 'en';
  const listed = certificates.map(({ subject, from }) => `${subject}${from === 'held' ? '' : english ? ` (${from === 'fetched' ? 'fetched' : 'from a trust store'})` : `（${from === 'fetched' ? '已下载' : '取自信任库'}）`}`).join(' < ');
  return [
    listed,
    ...(chain.outcome === 'complete' ? [english ? `It leads to the trusted root ${chain.root.subject}, which is left out: clients have it.` : `通向受信任的根证书 ${chain.root.subject}；根证书不写入，客户端自己就有。`] : []),
    ...(chain.outcome === 'private-root' ? [english ? `It ends in the root ${chain.root.subject}, which nobody here trusts: clients have to be given it.` : `末端的根证书 ${chain.root.subject} 在本机不受信任，需要另行提供给客户端。`] : []),
    ...(chain.outcome === 'incomplete' ? [english ? `Incomplete: the certificate of ${chain.missing} could not be found. Give it with --issuer.` : `不完整：找不到 ${chain.missing} 的证书。请用 --issuer 给出。`] : []),
    ...(unused.length > 0 ? [english ? `Left out, since they do not belong to it: ${unused.join(', ')}` : `以下证书不属于该链，未写入：${unused.join('、')}`] : []),
  ];
}
