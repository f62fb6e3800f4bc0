/** A setting of a tag, trigger or variable. Every other key of an export is kept as it is, and read by nobody here. */
export interface Parameter {
  readonly type?: string;
  readonly key?: string;
  readonly value?: string;
  readonly list?: readonly Parameter[];
  readonly map?: readonly Parameter[];
}

/** One condition: `type` is the comparison, `arg0` and `arg1` what is compared, `negate` turns it around. */
export interface Condition {
  readonly type?: string;
  readonly parameter?: readonly Parameter[];
}

/** A tag's name in another tag's sequence. */
export interface SequencedTag {
  readonly tagName?: string;
}

export interface Tag {
  readonly tagId: string;
  readonly name: string;
  /** `html`, `img`, `gaawe`, `cvt_…`; unknown ones are possible. */
  readonly type: string;
  readonly parameter?: readonly Parameter[];
  readonly firingTriggerId?: readonly string[];
  /** Exceptions. */
  readonly blockingTriggerId?: readonly string[];
  readonly consentSettings?: { readonly consentStatus?: string; readonly consentType?: Parameter };
  readonly paused?: boolean;
  readonly setupTag?: readonly SequencedTag[];
  readonly teardownTag?: readonly SequencedTag[];
}

export interface Trigger {
  readonly triggerId: string;
  readonly name: string;
  readonly type: string;
  readonly parameter?: readonly Parameter[];
  /** Conditions. All of them must hold. */
  readonly filter?: readonly Condition[];
  /** The name of the event, of custom events. */
  readonly customEventFilter?: readonly Condition[];
}

export interface Variable {
  readonly variableId: string;
  readonly name: string;
  readonly type: string;
  readonly parameter?: readonly Parameter[];
}

export interface CustomTemplate {
  readonly templateId: string;
  readonly name: string;
  readonly containerId?: string;
  /** The whole `.tpl` file. */
  readonly templateData?: string;
  readonly galleryReference?: {
    readonly owner?: string;
    readonly repository?: string;
    readonly galleryTemplateId?: string;
  };
}

export interface Folder {
  readonly folderId: string;
  readonly name: string;
}

export interface ContainerVersion {
  readonly accountId?: string;
  readonly containerId?: string;
  readonly container?: {
    readonly name?: string;
    readonly publicId?: string;
    readonly usageContext?: readonly string[];
  };
  readonly tag?: readonly Tag[];
  readonly trigger?: readonly Trigger[];
  readonly variable?: readonly Variable[];
  readonly folder?: readonly Folder[];
  readonly customTemplate?: readonly CustomTemplate[];
  readonly zone?: readonly object[];
}

/**
 * What Tag Manager's "Export Container" writes, as far as Noren reads it.
 * @see https://developers.google.com/tag-platform/tag-manager/api/v2/reference/accounts/containers/versions
 */
export interface ContainerExport {
  readonly exportFormatVersion: 2;
  readonly containerVersion: ContainerVersion;
}

/** The value of one setting of an entity, where it is a text. */
export function settingOf(entity: { readonly parameter?: readonly Parameter[] }, key: string): string | undefined {
  return entity.parameter?.find((parameter) => parameter.key === key)?.value;
}

/** Every text in an entity's settings, however deep, each on a line of its own. */
export function textsIn(parameters: readonly Parameter[] = []): string {
  return parameters
    .flatMap(({ value, list, map }) => [value ?? '', list ? textsIn(list) : '', map ? textsIn(map) : ''])
    .filter(Boolean)
    .join('\n');
}
