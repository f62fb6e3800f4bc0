import { jsonOf, type ReadDecision } from './other-decision.ts';

/**
 * Klaro: JSON, service → true or false, written when the visitor has decided; it does not tell when.
 * @see https://klaro.org/docs/api/js_api
 */
export const readKlaro: ReadDecision = (text, { names }) => {
  const kept = jsonOf(text);
  if (Object(kept) !== kept || Array.isArray(kept)) throw new TypeError();
  return {
    said: new Map(
      names.flatMap((name) =>
        Object.hasOwn(kept, name) && typeof kept[name] === 'boolean' ? [[name, kept[name]]] : [],
      ),
    ),
  };
};
