// A plugin of typedoc: modules are called what an import calls them.
import { Converter } from 'typedoc';
import { apiModules } from './api-modules.mjs';

export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.children) module.name = apiModules.find(({ file }) => file === module.sources[0].fullFileName).name;
  });
}
