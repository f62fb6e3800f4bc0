import type { Condition } from './container.ts';

/** Value of a variable by its name; `undefined` for one that nobody here knows. */
export type Values = (name: string) => string | undefined;

const parameter = ({ parameter: all = [] }: Condition, key: string): string | undefined =>
  all.find((one) => one.key === key)?.value;

/** The name of the variable that a condition looks at, where it looks at one alone. */
function variableIn(condition: Condition): string | undefined {
  return /^\{\{([^{}]+)\}\}$/.exec(parameter(condition, 'arg0') ?? '')?.[1];
}

/** Whether a condition holds with these values; `undefined` where that cannot be told. */
export function conditionHolds(condition: Condition, values: Values): boolean | undefined {
  const name = variableIn(condition);
  const value = name === undefined ? undefined : values(name);
  const wanted = parameter(condition, 'arg1');
  if (value === undefined || wanted === undefined || wanted.includes('{{')) return undefined;
  const plain = compare(condition.type ?? '', value, wanted, parameter(condition, 'ignore_case') === 'true');
  return plain === undefined ? undefined : plain !== (parameter(condition, 'negate') === 'true');
}

function compare(type: string, value: string, wanted: string, ignoreCase: boolean): boolean | undefined {
  switch (type) {
    case 'EQUALS':
      return value === wanted;
    case 'CONTAINS':
      return value.includes(wanted);
    case 'STARTS_WITH':
      return value.startsWith(wanted);
    case 'ENDS_WITH':
      return value.endsWith(wanted);
    case 'MATCH_REGEX':
      return matches(value, wanted, ignoreCase);
    default:
      return undefined;
  }
}

// What is compared here is a name or a short list of them. A pattern that is longer than people write is not tried.
function matches(value: string, pattern: string, ignoreCase: boolean): boolean | undefined {
  if (pattern.length > 500) return undefined;
  try {
    return new RegExp(pattern, ignoreCase ? 'i' : '').test(value);
  } catch {
    return undefined;
  }
}
