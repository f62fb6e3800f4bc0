export { type CatalogueProvider, catalogue, catalogueProvider } from './catalogue.ts';
export { serviceFromCatalogue } from './service-from-catalogue.ts';
