import type { Finding } from '@noren/model/publish';

type Kind = 'text' | 'texts' | 'objects' | 'object' | 'flag' | 'conditions' | 'parameters';
type Shape = Readonly<Record<string, Kind | `${Kind}?`>>;

const LISTS: Readonly<Record<string, Shape>> = {
  tag: {
    tagId: 'text',
    name: 'text',
    type: 'text',
    parameter: 'parameters?',
    firingTriggerId: 'texts?',
    blockingTriggerId: 'texts?',
    consentSettings: 'object?',
    paused: 'flag?',
    setupTag: 'objects?',
    teardownTag: 'objects?',
  },
  trigger: {
    triggerId: 'text',
    name: 'text',
    type: 'text',
    parameter: 'parameters?',
    filter: 'conditions?',
    customEventFilter: 'conditions?',
  },
  variable: { variableId: 'text', name: 'text', type: 'text', parameter: 'parameters?' },
  folder: { folderId: 'text', name: 'text' },
  customTemplate: {
    templateId: 'text',
    name: 'text',
    containerId: 'text?',
    templateData: 'text?',
    galleryReference: 'object?',
  },
  zone: {},
};

const WORDS: Readonly<Record<Kind, string>> = {
  text: 'a text',
  texts: 'a list of texts',
  objects: 'a list of objects',
  object: 'an object',
  flag: 'true or false',
  conditions: 'a list of conditions, each with "type" and "parameter"',
  parameters: 'a list of settings, each with "type", "key" and "value"',
};

type Named = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown, each: (item: unknown) => boolean): boolean => Array.isArray(value) && value.every(each);
const isText = (value: unknown): boolean => typeof value === 'string';
const orNone = (value: unknown, is: (value: unknown) => boolean): boolean => value === undefined || is(value);

const isParameter = (value: unknown): boolean =>
  isObject(value) &&
  ['type', 'key', 'value'].every((key) => orNone(value[key], isText)) &&
  ['list', 'map'].every((key) => orNone(value[key], (list) => isList(list, isParameter)));
const isCondition = (value: unknown): boolean =>
  isObject(value) &&
  orNone(value.type, isText) &&
  orNone(value.parameter, (parameters) => isList(parameters, isParameter));

const IS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: isText,
  texts: (value) => isList(value, isText),
  objects: (value) => isList(value, isObject),
  object: isObject,
  flag: (value) => typeof value === 'boolean',
  conditions: (value) => isList(value, isCondition),
  parameters: (value) => isList(value, isParameter),
};

const EXPORT = 'export it in Tag Manager: Admin, Export Container';
const FROM_API = `this is a version as the API gives it, whose words Tag Manager does not import: ${EXPORT}`;
const KINDS: Readonly<Record<string, string>> = {
  SERVER: 'a server container',
  AMP: 'a container of AMP pages',
  IOS: 'a container of an iOS app',
  ANDROID: 'a container of an Android app',
  IOS_SDK_5: 'a container of an iOS app',
  ANDROID_SDK_5: 'a container of an Android app',
};

/** What keeps a value from being read as the export of a web container; nothing where it can be. */
export function shapeFindings(value: unknown): Finding[] {
  const fail = (code: string, path: string, received: unknown, fix: string): Finding => ({
    severity: 'error',
    code,
    path,
    ...(received === undefined ? {} : { received }),
    fix,
  });
  if (!isObject(value)) return [fail('not-a-container', '', value, `this is no container: ${EXPORT}`)];
  const { exportFormatVersion, containerVersion } = value;
  if (!isObject(containerVersion)) {
    const bare = isObject(value.container) && Array.isArray(value.tag);
    const fix = bare ? FROM_API : `"containerVersion" is missing: ${EXPORT}`;
    return [fail('not-a-container', 'containerVersion', containerVersion, fix)];
  }
  if (exportFormatVersion !== 2)
    return [
      fail(
        'unknown-export-version',
        'exportFormatVersion',
        exportFormatVersion,
        'the only format known here is 2: export the container again',
      ),
    ];
  const { container } = containerVersion;
  const contexts = isObject(container) ? container.usageContext : undefined;
  if (!Array.isArray(contexts) || !contexts.includes('WEB')) {
    const [first] = Array.isArray(contexts) ? contexts : [];
    if (first === 'web')
      return [fail('not-a-container', 'containerVersion.container.usageContext', contexts, FROM_API)];
    const named = typeof first === 'string' && Object.hasOwn(KINDS, first) ? KINDS[first] : undefined;
    return [
      fail(
        'not-a-web-container',
        'containerVersion.container.usageContext',
        contexts,
        `${named ? `this is ${named}: ` : ''}consent is asked for on web pages, so name the export of a web container ("WEB")`,
      ),
    ];
  }
  return [...Object.entries(LISTS).flatMap(([key, shape]) => listFindings(containerVersion, key, shape, fail))];
}

function listFindings(
  version: Named,
  key: string,
  shape: Shape,
  fail: (code: string, path: string, received: unknown, fix: string) => Finding,
): Finding[] {
  const list = version[key];
  if (list === undefined) return [];
  const path = `containerVersion.${key}`;
  if (!Array.isArray(list)) return [fail('container-shape', path, list, 'a list belongs here')];
  return list.flatMap((entity: unknown, index) => {
    const place = `${path}[${index}]`;
    if (!isObject(entity)) return [fail('container-shape', place, entity, 'an object belongs here')];
    const own = Object.entries(shape).flatMap(([name, kind]) => {
      const plain = kind.replace('?', '') as Kind;
      const inner = entity[name];
      if (inner === undefined ? kind.endsWith('?') : IS[plain](inner)) return [];
      return [fail('container-shape', `${place}.${name}`, inner, `${WORDS[plain]} belongs here`)];
    });
    const settings = entity.consentSettings;
    if (!isObject(settings) || own.length > 0) return own;
    const { consentStatus, consentType } = settings;
    if (orNone(consentStatus, isText) && orNone(consentType, isParameter)) return own;
    return [
      fail(
        'container-shape',
        `${place}.consentSettings`,
        settings,
        '"consentStatus" is a text, "consentType" a list of types as Tag Manager writes it',
      ),
    ];
  });
}
