import { isDeepStrictEqual } from 'node:util';
import { createContext, runInContext } from 'node:vm';

type Value = Record<string, unknown>;
interface Coded {
  type: number;
  string?: string;
  boolean?: boolean;
  listItem?: Coded[];
  mapKey?: Coded[];
  mapValue?: Coded[];
}
interface Permission {
  instance: { key: { publicId: string }; param: { key: string; value: Coded }[] };
}

/** The sections of a `.tpl` file, by name. */
export function sectionsOf(tpl: string): Record<string, string> {
  const parts = tpl.split(/^___([A-Z_]+)___$/m).slice(1);
  return Object.fromEntries(
    parts.flatMap((name, index) => (index % 2 ? [] : [[name, (parts[index + 1] ?? '').trim()]])),
  );
}

/** The template's own tests, which its editor runs: by their names, the code of each. */
export function scenariosOf(tpl: string): (readonly [name: string, code: string])[] {
  const [, ...scenarios] = (sectionsOf(tpl).TESTS ?? '').split(/^- name: /m);
  return scenarios.map((scenario) => {
    const [name = '', kind, ...lines] = scenario.trimEnd().split('\n');
    if (kind !== '  code: |-') throw new Error(`not understood: ${kind}`);
    return [name, lines.map((line) => line.slice(4)).join('\n')];
  });
}

/** A permission's coded values as plain ones. */
function plain({ string, boolean, listItem, mapKey, mapValue }: Coded): unknown {
  if (listItem) return listItem.map(plain);
  if (mapKey) return Object.fromEntries(mapKey.map((key, index) => [key.string, plain(mapValue?.[index] as Coded)]));
  return string ?? boolean;
}

/** What a template may do, by the name of the permission. */
export function permissionsOf(tpl: string): Record<string, Value> {
  const permissions = JSON.parse(sectionsOf(tpl).WEB_PERMISSIONS ?? '') as Permission[];
  return Object.fromEntries(
    permissions.map(({ instance: { key, param } }) => [
      key.publicId,
      Object.fromEntries(param.map((one) => [one.key, plain(one.value)])),
    ]),
  );
}

/** What a template did, in order: the name of the call and what it was given. */
export type Call = [name: string, ...args: unknown[]];

/** Where a template runs: a page, and the event that fires the tag. */
export interface Stage {
  window: Value;
  dataLayer: Value[];
  calls: Call[];
  /** Runs the template's code as a tag that fires on what was pushed last. Throws for what its permissions do not cover. */
  fire(data: Value): void;
  /** Runs one of the template's own tests as its editor does: what a test has stored is there for the next one. Throws where it fails. */
  test(code: string): void;
}

/**
 * Stands in for the sandbox in which Tag Manager runs a template: the APIs that Noren's template requires, each refusing what the
 * template's own permissions do not name, values copied on their way in and out. It is no proof of Google's.
 * @see https://developers.google.com/tag-platform/tag-manager/templates/api
 */
export function templateStage(tpl: string): Stage {
  const code = sectionsOf(tpl).SANDBOXED_JS_FOR_WEB_TEMPLATE ?? '';
  const may = permissionsOf(tpl);
  const window: Value = {};
  const dataLayer: Value[] = [];
  const calls: Call[] = [];
  const storage: Value = {};
  window.dataLayer = dataLayer;

  const refuse = (what: string): never => {
    throw new Error(`not permitted: ${what}`);
  };
  const rows = (permission: string, key: string): Value[] => (may[permission]?.[key] as Value[]) ?? refuse(permission);
  const globals = (path: string, access: 'read' | 'write' | 'execute'): void => {
    if (!rows('access_globals', 'keys').some((one) => one.key === path && one[access])) refuse(`${access} ${path}`);
  };
  const consent = (state: Value): void => {
    for (const type of Object.keys(state).filter((key) => !['region', 'wait_for_update'].includes(key)))
      if (!rows('access_consent', 'consentTypes').some((one) => one.consentType === type && one.write)) refuse(type);
  };
  const keys = (permission: string, wanted: readonly string[]): void => {
    const patterns = rows(permission, 'keyPatterns') as unknown as string[];
    for (const key of wanted) if (!patterns.includes(key)) refuse(`${permission} ${key}`);
  };
  /** A copy, as values cross the border of the sandbox; functions go through it as functions. */
  const cross = (value: unknown): unknown => {
    if (typeof value === 'function')
      return (...args: unknown[]) => cross((value as (...all: unknown[]) => unknown)(...args.map(cross)));
    if (Array.isArray(value)) return Array.from(value, cross);
    if (value && typeof value === 'object')
      return value instanceof Promise
        ? undefined
        : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cross(one)]));
    return value;
  };
  const api: Record<string, (...args: never[]) => unknown> = {
    setDefaultConsentState(state: Value) {
      consent(state);
      calls.push(['default', cross(state)]);
    },
    updateConsentState(state: Value) {
      consent(state);
      calls.push(['update', cross(state)]);
    },
    gtagSet(settings: Value) {
      keys('write_data_layer', Object.keys(settings));
      calls.push(['set', cross(settings)]);
    },
    copyFromDataLayer(key: string, version: number = 2) {
      keys('read_data_layer', [key]);
      if (key !== 'event' && version !== 1) refuse('the stand-in merges nothing');
      return cross(dataLayer.findLast((entry) => Object.hasOwn(entry, key))?.[key]);
    },
    createQueue(path: string) {
      for (const access of ['read', 'write'] as const) globals(path, access);
      return (entry: unknown) => void (window[path] as unknown[]).push(cross(entry));
    },
    setInWindow(path: string, value: unknown, isForced: boolean) {
      for (const access of ['read', 'write'] as const) globals(path, access);
      if (!isForced && window[path] !== undefined) return false;
      window[path] = cross(value);
      return true;
    },
    callInWindow(path: string, ...args: unknown[]) {
      globals(path, 'execute');
      const names = path.split('.');
      const last = names.pop() ?? '';
      const owner = names.reduce<unknown>((inner, name) => (inner as Value)?.[name], window) as Value | undefined;
      const called = owner?.[last];
      return typeof called === 'function' ? cross(called.apply(owner, args.map(cross))) : undefined;
    },
    injectScript(url: string, onSuccess: () => void, onFailure: () => void) {
      const urls = rows('inject_script', 'urls') as unknown as string[];
      const isNamed = urls.some((one) => (one.endsWith('*') ? url.startsWith(one.slice(0, -1)) : url === one));
      calls.push(['script', url]);
      if (isNamed) onSuccess();
      else onFailure();
    },
    makeNumber: (text: string) => Number(text),
  };
  const templateStorage = {
    getItem: (key: string) => (may.access_template_storage ? cross(storage[key]) : refuse('access_template_storage')),
    setItem: (key: string, value: unknown) => {
      if (!may.access_template_storage) refuse('access_template_storage');
      storage[key] = cross(value);
    },
    clear: () => {
      for (const key of Object.keys(storage)) delete storage[key];
    },
  };
  return {
    window,
    dataLayer,
    calls,
    fire(data) {
      run({ ...data, gtmOnSuccess: () => calls.push(['success']), gtmOnFailure: () => calls.push(['failure']) });
    },
    test(code) {
      const mocks = new Map<string, unknown>();
      const seen: Call[] = [];
      const called = (name: string, real: (...args: unknown[]) => unknown) => {
        return (...args: unknown[]): unknown => {
          seen.push([name, ...(cross(args) as unknown[])]);
          const mock = mocks.has(name) ? mocks.get(name) : real;
          return typeof mock === 'function' ? mock(...args) : mock;
        };
      };
      const held = (is: boolean, what: string): void => {
        if (!is) throw new Error(`${what}; called were ${JSON.stringify(seen)}`);
      };
      const watched = (name: string): unknown =>
        name === 'templateStorage' ? templateStorage : called(name, required(name) as () => unknown);
      const callsOf = (name: string): unknown[][] => seen.filter(([one]) => one === name).map(([, ...args]) => args);
      const assertApi = (name: string) => ({
        wasCalled: () => held(callsOf(name).length > 0, `${name} was not called`),
        wasNotCalled: () => held(callsOf(name).length === 0, `${name} was called`),
        wasCalledWith: (...args: unknown[]) =>
          held(
            callsOf(name).some((one) => isDeepStrictEqual(one, cross(args))),
            `${name} was not called with ${JSON.stringify(args)}`,
          ),
      });
      const assertThat = (value: unknown) => ({
        isEqualTo: (wanted: unknown) =>
          held(isDeepStrictEqual(cross(value), cross(wanted)), `${JSON.stringify(value)} is another one`),
      });
      const ends = { gtmOnSuccess: called('gtmOnSuccess', () => {}), gtmOnFailure: called('gtmOnFailure', () => {}) };
      runInContext(
        `'use strict';(() => {${code}\n})()`,
        createContext({
          require: required,
          mock: (name: string, value: unknown) => void mocks.set(name, value),
          runCode: (data: Value) => run({ ...ends, ...data }, watched),
          assertApi,
          assertThat,
        }),
      );
    },
  };

  function required(name: string): unknown {
    return name === 'templateStorage' ? templateStorage : (api[name] ?? refuse(`require ${name}`));
  }
  function run(data: Value, require: (name: string) => unknown = required): void {
    runInContext(`'use strict';(() => {${code}\n})()`, createContext({ require, data }));
  }
}
