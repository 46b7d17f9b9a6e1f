import { readFileSync } from 'node:fs';

/** Reads a template and fills in what stands between `{{` and `}}`. A name that is not given is a defect of the template. */
export function fillTemplate(name: string, values: { readonly [name: string]: string }): string {
  const text = readFileSync(new URL(`../templates/${name}.txt`, import.meta.url), 'utf8');
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`template ${name} asks for ${key}`);
    return value;
  });
}
