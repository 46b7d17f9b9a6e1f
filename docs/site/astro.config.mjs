import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';
import starlightTypeDoc from 'starlight-typedoc';
import { apiModules } from './api-modules.mjs';

/** The reference has thousands of pages: each section has a page that lists it, and the search finds the rest. */
const section = (slug, label, chinese) => ({ slug, label, translations: { 'zh-CN': chinese } });

export default defineConfig({
  site: 'https://culprit.dev',
  // What findings link to: /causes/network/connection-refused, with or without the slash at its end.
  trailingSlash: 'ignore',
  image: { service: { entrypoint: 'astro/assets/services/noop' } },
  integrations: [starlight({
    title: 'Culprit',
    description: 'Finds out why a client can\'t get into a service, proves it, and says what to change.',
    locales: { root: { label: 'English', lang: 'en' }, 'zh-cn': { label: '简体中文', lang: 'zh-CN' } },
    // Screens of 76 columns fit beside both sidebars of a window of 1,280 pixels.
    expressiveCode: { styleOverrides: { codeFontSize: '0.8rem' } },
    social: [{ icon: 'github', label: 'GitHub', href: 'https://github.com/culprit-tools/culprit' }],
    // Who types the id of a cause or a check wants its page, not one of those that link to it.
    pagefind: { ranking: { metaWeights: { title: 5, id: 20 } } },
    // In English alone: it is made of the sources' docstrings. One page for each entry point, in both sidebars.
    plugins: [starlightTypeDoc({
      entryPoints: apiModules.map(({ file }) => file),
      tsconfig: 'tsconfig.api.json',
      output: 'api',
      typeDoc: {
        name: 'API', plugin: ['./name-modules.mjs'], router: 'module', entryFileName: 'index',
        // `npm test` has compiled them, with the TypeScript that they are written for.
        skipErrorChecking: true,
        disableGit: true, sourceLinkTemplate: 'https://github.com/culprit-tools/culprit/blob/main/packages/{path}#L{line}',
        parametersFormat: 'table', interfacePropertiesFormat: 'table', typeAliasPropertiesFormat: 'table', typeDeclarationFormat: 'table',
        tableColumnSettings: { hideModifiers: true, hideSources: true },
      },
    })],
    sidebar: [
      { label: 'Guides', translations: { 'zh-CN': '指南' }, items: [{ autogenerate: { directory: 'guides' } }] },
      { label: 'Worked cases', translations: { 'zh-CN': '案例' }, items: [{ autogenerate: { directory: 'cases' } }] },
      {
        label: 'Reference', translations: { 'zh-CN': '参考' },
        items: [section('causes', 'Causes', '原因'), section('checks', 'Checks', '检查项'), section('errors', 'Error texts', '报错'), section('commands', 'Commands', '命令'), section('storage', 'Object storage', '对象存储'), section('api', 'API', 'API')],
      },
    ],
  })],
});
