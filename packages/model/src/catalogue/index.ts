export {
  type CatalogueProvider,
  catalogue,
  catalogueProvider,
  type ProviderFacts,
  providerFacts,
} from './catalogue.ts';
export { INDUSTRY_PROGRAMMES, industryProgramme } from './industry-programme.ts';
export { informationItem } from './information-item.ts';
export { overCatalogue } from './over-catalogue.ts';
export { type CatalogueRow, catalogueRow, serviceFromCatalogue } from './service-from-catalogue.ts';
