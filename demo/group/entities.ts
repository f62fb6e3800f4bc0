import type { Entity } from '@noren/model/schema';

/** The companies of the fictional group. The first operates the member site and answers for what is recorded. */
export const entities: Entity[] = [
  { id: 'sample-electric', name: { ja: 'サンプル電機株式会社', en: 'Sample Electric Corporation' } },
  { id: 'sample-energy', name: { ja: 'サンプルエナジー株式会社', en: 'Sample Energy Corporation' } },
  { id: 'sample-solutions', name: { ja: 'サンプルソリューションズ株式会社', en: 'Sample Solutions Corporation' } },
];

/** Id of the company that runs the member site and the consent API. */
export const OPERATOR = 'sample-electric';
