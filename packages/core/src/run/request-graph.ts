import { ToolError } from '../errors.ts';
import type { Fact, Request, Requests } from '../fact.ts';
import type { Json, JsonObject } from '../json.ts';

/** A question with what it rests on. */
export interface RequestNode {
  readonly key: string;
  readonly fact: Fact<JsonObject, unknown>;
  readonly input: JsonObject;
  /** The question as it was first asked. */
  readonly request: Request;
  readonly needs: Requests;
  /** How many questions rest on this one. */
  readonly dependents: number;
}

/** The questions of a run and what they rest on. Grows by phases; pure but for its own growth. */
export interface RequestGraph {
  readonly nodes: ReadonlyMap<string, RequestNode>;
  /**
   * Adds questions with all that they rest on, and gives them back as they are held: whoever asks the same as another holds
   * the same. A watcher keeps the plans of thousands of targets. @throws ToolError (`FACT_CYCLE`)
   */
  add(requests: Requests): Requests;
  node(key: string): RequestNode;
  /** A graph of its own that holds the same so far: a plan serves many runs, and what a run adds stays with it. */
  fork(): RequestGraph;
}

const nothing: ReadonlyMap<string, RequestNode> = new Map();

/** @param planned what other graphs hold too: it is never changed, but copied where this graph has more to say */
export function createRequestGraph(planned: ReadonlyMap<string, RequestNode> = nothing): RequestGraph {
  const own = new Map<string, RequestNode>();
  const node = (key: string): RequestNode | undefined => own.get(key) ?? planned.get(key);
  const visit = (request: Request, path: readonly string[]): Request => {
    if (path.includes(request.key)) throw cycle([...path.slice(path.indexOf(request.key)), request.key]);
    const known = node(request.key);
    if (known !== undefined) return request.required === known.request.required ? known.request : { ...known.request, required: request.required };
    const fact = request.fact as unknown as Fact<JsonObject, unknown>;
    const entries = Object.entries(fact.needs(request.input)).map(([name, needed]) => [name, visit(needed, [...path, request.key])] as const);
    for (const [, { key }] of entries) {
      const below = node(key) as RequestNode;
      own.set(key, { ...below, dependents: below.dependents + 1 });
    }
    own.set(request.key, { key: request.key, fact, input: plain(request.input), request, needs: Object.fromEntries(entries), dependents: 0 });
    return request;
  };
  return {
    get nodes() {
      return planned.size === 0 ? own : new Map([...planned, ...own]);
    },
    add: (requests) => Object.fromEntries(Object.entries(requests).map(([name, request]) => [name, visit(request, [])])),
    node: (key) => node(key) as RequestNode,
    fork() {
      return createRequestGraph(this.nodes);
    },
  };
}

/** Without `undefined` members, as the report holds it; the same object where there are none. */
function plain(input: JsonObject): JsonObject {
  const entries = Object.entries(input);
  const kept = entries.filter(([, value]) => value !== undefined).map(([name, value]): [string, Json] => [name, isObject(value) ? plain(value) : value as Json]);
  return kept.length === entries.length && kept.every(([name, value]) => value === input[name]) ? input : Object.fromEntries(kept);
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

function cycle(path: readonly string[]): ToolError {
  const round = path.map((key) => key.split('{', 1)[0]).join(' → ');
  return new ToolError('FACT_CYCLE', {
    en: `These facts rest on each other and can never be gathered: ${round}. This is a defect of the plugin that declares them.`,
    'zh-CN': `以下事实互相依赖，永远无法采集：${round}。这是声明它们的插件的缺陷。`,
  });
}
