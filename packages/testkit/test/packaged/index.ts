import type { Plugin } from '@culprit/core';
import { harbour } from '../harbour-plugin.ts';

/** As a package on disk has it, with a clock where none belongs. */
const plugin: Plugin = harbour({ judge: ({ hail }) => (hail?.outcome === 'answered' && Date.now() > 0 ? 'answers' : 'silent') });

export default plugin;
