import type { CauseText } from '../cause.ts';
import { neutralise } from '../neutralise.ts';
import { fill, type Locale, type Localized, type Params } from '../text.ts';

/** What stands in titles for that which only an examination would know, unless the cause has words of its own. */
const standIns: Localized<{ readonly [name: string]: string }> = {
  en: { host: 'the host', serverName: 'the host', subject: 'the server', endpoint: 'the endpoint', resolver: 'the resolver', proxy: 'the proxy', from: 'a proxy variable' },
  'zh-CN': { host: '该主机', serverName: '该域名', subject: '服务器', endpoint: '该端口', resolver: '解析器', proxy: '代理', from: '代理环境变量' },
};

/** The title of a cause of which only some parameters are known, as a sentence. */
export function titleOf({ title, unknown }: Pick<CauseText, 'title' | 'unknown'>, params: Params, locale: Locale): string {
  const text = neutralise(fill(title, params, locale));
  const words = { ...standIns[locale], ...unknown };
  return text
    .replaceAll(/ ?\{(\w+)\}/g, (placeholder, name: string, at: number) => {
      const word = words[name] ?? '…';
      // "The proxy {proxy} refuses": the noun stands there already.
      if (word === '' || text.slice(0, at).toLowerCase().endsWith(word.toLowerCase())) return '';
      const blank = placeholder.startsWith(' ') ? ' ' : '';
      return at > 0 ? blank + word : word.charAt(0).toUpperCase() + word.slice(1);
    })
    // A name in Latin letters stands between blanks in a Chinese title; a stand-in of Chinese characters does not.
    .replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}
