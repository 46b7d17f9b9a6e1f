import { ToolError } from '@culprit/core';
import type { Document, LineCounter, Node } from 'yaml';

type Path = readonly (string | number)[];
type LineOf = (path: Path) => number | undefined;
type Parsed = { readonly value: unknown; readonly lines: () => Promise<LineOf> };

/** Reads YAML 1.2. */
export async function parseYaml(path: string, text: string): Promise<Parsed> {
  const { document, lines } = await locate(text);
  const [error] = document.errors;
  if (error !== undefined) throw wrong(path, lines.linePos(error.pos[0]).line, error.message);
  try {
    return { value: document.toJS({ maxAliasCount: 100 }), lines: async () => (at) => lineOf(document, lines, at) };
  } catch (cause) {
    throw wrong(path, undefined, cause instanceof Error ? cause.message : String(cause));
  }
}

/** Reads JSON (RFC 8259). Only to name a line that is wrong, the YAML reader is loaded: it reads JSON too and knows the lines. */
export async function parseJson(path: string, text: string): Promise<Parsed> {
  try {
    return {
      value: JSON.parse(text),
      lines: async () => {
        const { document, lines } = await locate(text);
        return (at) => lineOf(document, lines, at);
      },
    };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const line = /line (\d+)/.exec(message)?.[1];
    const { document, lines } = await locate(text);
    // V8 does not always say where; what breaks JSON mostly breaks YAML at the same place.
    const [error] = document.errors;
    throw wrong(path, line !== undefined ? Number(line) : error && lines.linePos(error.pos[0]).line, message.replaceAll(/\s+/g, ' '));
  }
}

async function locate(text: string): Promise<{ readonly document: Document; readonly lines: LineCounter }> {
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  return { document: yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false }), lines };
}

function wrong(path: string, line: number | undefined, why: string): ToolError {
  return new ToolError('CONFIG_INVALID', {
    en: `The config ${path} is wrong${line === undefined ? '' : ` on line ${line}`}: ${why}`,
    'zh-CN': `配置文件 ${path}${line === undefined ? '' : ` 第 ${line} 行`}有误：${why}`,
  });
}

/** The line of the key, or of the list item, that a path leads to; of the nearest thing around it where it is missing. */
function lineOf(document: Document, lines: LineCounter, path: Path): number | undefined {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const part of path) {
    const step = childOf(node, part);
    if (step === undefined) break;
    offset = startOf(step.at) ?? offset;
    node = step.node;
  }
  return offset === undefined ? undefined : lines.linePos(offset).line;
}

type Step = { readonly at: unknown; readonly node: unknown };

function childOf(node: unknown, part: string | number): Step | undefined {
  if (typeof node !== 'object' || node === null || !('items' in node) || !Array.isArray(node.items)) return undefined;
  for (const [index, item] of node.items.entries()) {
    if (typeof item === 'object' && item !== null && 'key' in item && 'value' in item) {
      if (keyOf(item.key) === String(part)) return { at: item.key, node: item.value };
    } else if (index === part) {
      return { at: item, node: item };
    }
  }
  return undefined;
}

const keyOf = (key: unknown): string => (typeof key === 'object' && key !== null && 'value' in key ? String(key.value) : String(key));

const startOf = (node: unknown): number | undefined => (typeof node === 'object' && node !== null && 'range' in node ? (node as Node).range?.[0] : undefined);
