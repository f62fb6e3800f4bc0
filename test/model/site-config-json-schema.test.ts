import { droppable, siteConfigJsonSchema } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

type Schema = {
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  enum?: unknown[];
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

  it('takes an address as one for everybody or one for each language', () => {
    const { registerUrl, policyUrl } = schema.properties ?? {};
    for (const { anyOf } of [registerUrl, policyUrl] as Schema[])
      expect(anyOf?.map(({ type }) => type)).to.deep.equal(['string', 'object']);
    expect(registerUrl?.description).to.include('language');
  });

  it('lets a row that names a provider leave the rest to the catalogue', () => {
    const { anyOf, required } = schema.properties?.services?.items ?? {};
    expect(required).to.equal(undefined);
    expect(anyOf?.[0]?.required).to.include.members(['id', 'purpose', 'information', 'recipient']);
    expect(anyOf?.[1]).to.deep.equal({ required: ['provider', 'purpose'] });
  });

  it('takes null for what such a row drops, and for nothing else that a row must have', () => {
    const { anyOf, properties } = schema.properties?.services?.items ?? {};
    for (const key of droppable) {
      const { type, anyOf: kinds } = properties?.[key] ?? {};
      expect(kinds?.map((kind) => kind.type) ?? type, key).to.include('null');
      expect(anyOf?.[0]?.properties?.[key], key).to.deep.equal({ not: { type: 'null' } });
    }
    expect(properties?.category?.enum).to.include(null);
    for (const key of ['name', 'information', 'ownPurpose', 'mode'])
      expect(properties?.[key]?.type).to.not.include('null');
  });
});
