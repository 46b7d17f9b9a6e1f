/** The plugin, and what a program may use of it on its own. */
export { default } from './manifest.ts';
