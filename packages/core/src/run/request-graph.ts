import { ToolError } from '../errors.ts';
import { requestOf, type Fact, type Request, type Requests } from '../fact.ts';
import type { Json, JsonObject } from '../json.ts';

/** Several requests by the names that whoever made them gave them, as places in a graph. Three lists of one length. */
export interface Placed {
  readonly names: readonly string[];
  readonly places: readonly number[];
  readonly required: readonly boolean[];
}

type AskedFact = Fact<JsonObject, unknown>;

/** What the graphs of equal targets have in common: everything but what their questions are about. Lists by place. */
export interface GraphShape {
  readonly facts: readonly AskedFact[];
  /** What a question rests on. */
  readonly needs: readonly Placed[];
  /** The questions that rest on one. */
  readonly dependents: readonly (readonly number[])[];
}

/** What may be changed because no other graph holds it, and places by the keys of requests. */
interface Growth {
  readonly shape: { readonly facts: AskedFact[]; readonly needs: Placed[]; readonly dependents: (readonly number[])[] };
  readonly inputs: JsonObject[];
  readonly places: Map<string, number>;
}

const empty: GraphShape = { facts: [], needs: [], dependents: [] };

/**
 * The questions of a run and what they rest on, each at a place of its own, after those that it rests on. Grows by phases;
 * pure but for its own growth.
 */
export class RequestGraph {
  #shape: GraphShape;
  #inputs: readonly JsonObject[];
  /** Only made where something is added. */
  #growth: Growth | undefined;

  constructor(shape: GraphShape = empty, inputs: readonly JsonObject[] = []) {
    this.#shape = shape;
    this.#inputs = inputs;
  }

  get shape(): GraphShape {
    return this.#shape;
  }

  /** How many questions there are. */
  get size(): number {
    return this.#inputs.length;
  }

  /** In the order of their places. */
  questions(): readonly { readonly fact: AskedFact; readonly input: JsonObject }[] {
    return this.#inputs.map((input, place) => ({ fact: this.fact(place), input }));
  }

  fact(place: number): AskedFact {
    return this.#shape.facts[place] as AskedFact;
  }

  /** Without `undefined` members, as the report holds it. */
  input(place: number): JsonObject {
    return this.#inputs[place] as JsonObject;
  }

  needs(place: number): Placed {
    return this.#shape.needs[place] as Placed;
  }

  dependents(place: number): readonly number[] {
    return this.#shape.dependents[place] as readonly number[];
  }

  /** The question as whoever asks it would put it. */
  request(place: number): Request {
    return requestOf(this.fact(place), this.input(place));
  }

  /** As whoever asked for these put them. */
  requests({ names, places, required }: Placed): Requests {
    return Object.fromEntries(names.map((name, index) => [name, { ...this.request(places[index] as number), required: required[index] === true }]));
  }

  /** Where the same question as this one stands. */
  placeOf({ key }: Request): number | undefined {
    return this.#grown().places.get(key);
  }

  /** Adds questions with all that they rest on; who asks the same as another gets the same place. @throws ToolError (`FACT_CYCLE`) */
  add(requests: Requests): Placed {
    return placed(requests, (request) => this.#visit(request, []));
  }

  /** A graph of its own that holds the same so far: a plan serves many runs, and what a run adds stays with it. */
  fork(): RequestGraph {
    this.#growth = undefined;
    return new RequestGraph(this.#shape, this.#inputs);
  }

  /** The same in this equal shape, which others hold too: a watcher keeps the plans of thousands of targets. */
  inShape(shape: GraphShape): RequestGraph {
    return new RequestGraph(shape, this.#inputs.slice());
  }

  #visit(request: Request, path: readonly string[]): number {
    if (path.includes(request.key)) throw cycle([...path.slice(path.indexOf(request.key)), request.key]);
    const known = this.#grown().places.get(request.key);
    if (known !== undefined) return known;
    const fact = request.fact as unknown as AskedFact;
    const needs = placed(fact.needs(request.input), (needed) => this.#visit(needed, [...path, request.key]));
    const { shape, inputs, places } = this.#grown();
    const place = inputs.push(plain(request.input)) - 1;
    places.set(request.key, place);
    shape.facts.push(fact);
    shape.needs.push(needs);
    shape.dependents.push([]);
    for (const below of needs.places) shape.dependents[below] = [...this.dependents(below), place];
    return place;
  }

  #grown(): Growth {
    if (this.#growth === undefined) {
      const { facts, needs, dependents } = this.#shape;
      const places = new Map(this.#inputs.map((_, place) => [this.request(place).key, place]));
      this.#growth = { shape: { facts: [...facts], needs: [...needs], dependents: [...dependents] }, inputs: [...this.#inputs], places };
      this.#shape = this.#growth.shape;
      this.#inputs = this.#growth.inputs;
    }
    return this.#growth;
  }
}

function placed(requests: Requests, place: (request: Request) => number): Placed {
  const names = Object.keys(requests);
  const all = names.map((name) => requests[name] as Request);
  return { names, places: all.map(place), required: all.map(({ required }) => required) };
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
