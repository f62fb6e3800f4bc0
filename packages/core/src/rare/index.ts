export { latePage } from './late-page.ts';

/** Tells the integrator why a cookie cannot be read. In a file of its own: who brings late scripts need not bring it. */
export const tellDoubt = async (): Promise<void> => (await import('./tell-doubt.ts')).tellDoubt();
