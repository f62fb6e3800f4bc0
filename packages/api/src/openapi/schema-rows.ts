/** A JSON Schema as the generator writes it. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly required?: readonly string[];
  readonly anyOf?: readonly SchemaNode[];
}

/** One field, for a table. */
export interface FieldRow {
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly text: string;
}

/** The fields of a schema and of what it contains, as flat rows: `offered.purposes[]`. */
export function schemaRows(schema: SchemaNode, path = ''): FieldRow[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, node]) => {
    const here = path ? `${path}.${name}` : name;
    const row = {
      path: here,
      type: typeText(node),
      required: schema.required?.includes(name) ?? false,
      text: node.description ?? '',
    };
    return [row, ...schemaRows(inner(node), node.items ? `${here}[]` : here)];
  });
}

function inner(node: SchemaNode): SchemaNode {
  return node.items ?? node;
}

function typeText(node: SchemaNode): string {
  if (node.$ref) return node.$ref.split('/').at(-1) ?? '';
  if (node.enum) return node.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (node.anyOf) return node.anyOf.map(typeText).join(' | ');
  if (node.items) return `list of ${typeText(node.items)}`;
  if (typeof node.additionalProperties === 'object') return `map to ${typeText(node.additionalProperties)}`;
  const type = [node.type ?? 'any'].flat().join(' | ');
  return node.format ? `${type} (${node.format})` : type;
}
