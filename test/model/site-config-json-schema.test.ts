import { siteConfigJsonSchema } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

type Schema = {
  type?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
};
const schema = siteConfigJsonSchema() as Schema & { $schema: string };

/** Every object of known keys in a schema. */
function objects(at: Schema): Schema[] {
  const inner = [...Object.values(at.properties ?? {}), ...(at.items ? [at.items] : [])].flatMap(objects);
  return at.properties ? [at, ...inner] : inner;
}

describe('the JSON Schema for editors', () => {
  it('is draft 2020-12 and pure JSON', () => {
    expect(schema.$schema).to.equal('https://json-schema.org/draft/2020-12/schema');
    expect(JSON.parse(JSON.stringify(schema))).to.deep.equal(schema);
  });

  it('knows every key of a whole config, and what may be left out', () => {
    expect(Object.keys(schema.properties ?? {}))
      .to.include.members(Object.keys(siteConfig))
      .and.include('$schema');
    expect(schema.required).to.include.members(['site', 'purposes', 'registerUrl']).and.not.include('validityDays');
  });

  it('refuses unknown keys at every level', () => {
    const found = objects(schema);
    expect(found.length).to.be.above(5);
    for (const { additionalProperties } of found) expect(additionalProperties).to.equal(false);
  });

  it('explains what a webmaster sets', () => {
    const { purposes, validityDays, api, languages } = schema.properties ?? {};
    expect(validityDays?.description).to.include('365');
    expect(api?.description).to.be.a('string');
    expect(languages).to.include({ description: 'The first is the fallback.', uniqueItems: true, maxItems: 20 });
    expect(purposes?.items?.properties?.mode?.description).to.include('asks');
  });

  it('lets a row that names a provider leave the rest to the catalogue', () => {
    const { anyOf, required } = schema.properties?.services?.items ?? {};
    expect(required).to.equal(undefined);
    expect(anyOf?.[0]?.required).to.include.members(['id', 'purpose', 'information', 'recipient']);
    expect(anyOf?.[1]).to.deep.equal({ required: ['provider', 'purpose'] });
  });
});
