import { AsyncLocalStorage } from 'node:async_hooks';
import { syncBuiltinESMExports } from 'node:module';

/** Tells of something that a judgement or an observing fact must not do. */
export type Tell = (what: string) => void;

/** Who judges at this moment: a judgement is synchronous, so there is only one. */
let judging: Tell | undefined;
const gathering = new AsyncLocalStorage<Tell>();

/** Modules whose every function reads or changes the world, and what a judgement should use instead. */
const worlds = ['node:fs', 'node:fs/promises', 'node:child_process', 'node:net', 'node:tls', 'node:dns', 'node:dns/promises', 'node:http', 'node:https', 'node:http2', 'node:dgram'] as const;
/** Pure functions of those modules. */
const pureOnes = new Set(['isIP', 'isIPv4', 'isIPv6', 'checkServerIdentity', 'validateHeaderName', 'validateHeaderValue', 'getCiphers', 'getDefaultResultOrder']);
const writers = /^(?:write|append|mkdir|mkdtemp|rm|rmdir|unlink|rename|copyFile|cp|link|symlink|truncate|ftruncate|chmod|chown|lchmod|lchown|utimes|lutimes|createWriteStream)/;
const randomOnes = ['randomBytes', 'randomUUID', 'randomInt', 'getRandomValues', 'randomFill', 'randomFillSync'];

const opensForWriting = (name: string, flags: unknown): boolean => name.startsWith('open') && typeof flags === 'string' && /[wa+]/.test(flags);

let users = 0;
let remove: () => void = () => undefined;

/**
 * Sets traps under the world for as long as anybody wants them: they only snap on a judgement (any I/O, clock or chance)
 * or on an observing fact that writes a file. What a module took hold of before, by other means than an import, goes
 * unseen.
 */
export function setTraps(): Disposable {
  if (users++ === 0) remove = replaceWorld();
  return {
    [Symbol.dispose]: () => {
      if (--users === 0) remove();
    },
  };
}

function replaceWorld(): () => void {
  const undo: (() => void)[] = [];
  const replace = (holder: object, name: string, value: unknown): void => {
    const before = Object.getOwnPropertyDescriptor(holder, name);
    if (before?.configurable !== true) return;
    Object.defineProperty(holder, name, { configurable: true, enumerable: before.enumerable ?? true, writable: true, value });
    undo.push(() => Object.defineProperty(holder, name, before));
  };
  const watch = (holder: object, name: string, met: (args: readonly unknown[]) => void): void => {
    const original: unknown = Reflect.get(holder, name);
    if (typeof original !== 'function') return;
    replace(holder, name, new Proxy(original, { apply: (target, self: unknown, args: unknown[]) => (met(args), Reflect.apply(target, self, args)) }));
  };
  const judged = (what: string) => (): void => judging?.(what);

  for (const world of worlds) {
    const module: object = process.getBuiltinModule(world);
    // Constructors stay: classes are told by their capital letter.
    for (const name of Object.keys(module).filter((key) => /^[a-z]/.test(key) && !pureOnes.has(key))) {
      watch(module, name, (args) => {
        judging?.(`${world.slice(5)}.${name}()`);
        if (world.startsWith('node:fs') && (writers.test(name) || opensForWriting(name, args[1]))) gathering.getStore()?.(`${name}(${typeof args[0] === 'string' ? JSON.stringify(args[0]) : '…'})`);
      });
    }
  }
  for (const name of randomOnes) watch(process.getBuiltinModule('node:crypto'), name, judged(`crypto.${name}()`));
  syncBuiltinESMExports();
  for (const name of ['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']) watch(globalThis, name, judged(`${name}()`));
  watch(Math, 'random', judged('Math.random()'));
  watch(performance, 'now', judged('performance.now()'));
  replace(globalThis, 'Date', new Proxy(Date, {
    construct: (target, args: unknown[], made) => {
      if (args.length === 0) judging?.('new Date()');
      return Reflect.construct(target, args, made) as Date;
    },
    get: (target, name) => {
      if (name === 'now') judging?.('Date.now()');
      return Reflect.get(target, name) as unknown;
    },
  }));
  replace(process, 'env', new Proxy(process.env, {
    get: (target, name) => {
      judging?.(`process.env.${String(name)}`);
      return Reflect.get(target, name) as unknown;
    },
  }));
  return () => {
    for (const one of undo.toReversed()) one();
    syncBuiltinESMExports();
  };
}

/** Ends a judgement that reads or changes the world. */
export class ForbiddenCall extends Error {
  constructor(what: string) {
    super(`a judgement must not call ${what}`);
  }
}

/** Runs a judgement; whatever it does beside judging is told, and stops it. */
export function whileJudging<T>(tell: Tell, judge: () => T): T {
  const before = judging;
  judging = (what) => {
    tell(what);
    throw new ForbiddenCall(what);
  };
  try {
    return judge();
  } finally {
    judging = before;
  }
}

/** Gathers a fact that only observes; what it writes is told. */
export const whileObserving = <T>(tell: Tell, gather: () => T): T => gathering.run(tell, gather);
