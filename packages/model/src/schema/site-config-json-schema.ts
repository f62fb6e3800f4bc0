import { z } from 'zod';
import { industryOptOut } from './document.ts';
import { droppable } from './service.ts';
import { siteConfig } from './site-config.ts';

/**
 * The JSON Schema of a site's config, for editors: name it in the config's `$schema` and they complete, explain and
 * check while it is written. It knows the shape only; ids that lead nowhere and the like are found by `checkConfig`.
 * @see https://json-schema.org/draft/2020-12
 */
export function siteConfigJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    title: 'Noren site config',
    description: "One site's whole configuration.",
    ...z.toJSONSchema(siteConfig, {
      target: 'draft-2020-12',
      io: 'input',
      override({ zodSchema, jsonSchema }) {
        if (zodSchema === industryOptOut) {
          jsonSchema.anyOf = [{ required: jsonSchema.required ?? [] }, { required: ['provider'] }];
          delete jsonSchema.required;
        }
        if (zodSchema !== siteConfig.shape.services.element) return;
        // A row that names a provider is completed from the catalogue, and drops by null what does not hold here.
        const { required = [] } = jsonSchema;
        delete jsonSchema.required;
        jsonSchema.anyOf = [
          { required, properties: Object.fromEntries(droppable.map((key) => [key, { not: { type: 'null' } }])) },
          { required: ['provider', 'purpose'] },
        ];
        for (const key of droppable) orNull(jsonSchema.properties?.[key]);
      },
    }),
  };
}

/** Lets a schema take `null` too. */
function orNull(schema: unknown): void {
  const own = schema as { type?: unknown; enum?: unknown[]; anyOf?: unknown[] };
  if (own.anyOf) own.anyOf.push({ type: 'null' });
  else own.type = [own.type, 'null'];
  own.enum?.push(null);
}
