import { defineConfig, type UserConfig } from 'vite';

const config: UserConfig = defineConfig({
  // The policy of the server allows files of its own and nothing inline.
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false }, emptyOutDir: true, reportCompressedSize: false },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
export default config;
