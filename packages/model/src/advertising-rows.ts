import type { Wording } from './schema/index.ts';

/**
 * Rows of providers of advertising that the edition in force publishes.
 * @param within ids of the purposes to look in. Default: all.
 */
export function advertisingRows({ services, purposes }: Wording, within?: readonly string[]): Wording['services'] {
  const looked = within ? purposes.filter(({ id }) => within.includes(id)) : purposes;
  const listed = looked.flatMap((purpose) => purpose.services);
  return services.filter(({ id, category }) => category === 'advertising' && listed.includes(id));
}
