export { takeOverDecisions } from './take-over-decisions.ts';
export { understandMarkup } from './understand-markup.ts';
