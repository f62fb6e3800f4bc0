export { latePage } from './late-page.ts';
export { tellDoubt } from './tell-doubt.ts';
