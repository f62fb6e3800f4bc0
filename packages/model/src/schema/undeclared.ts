import { z } from 'zod';
import { hostName } from './host-name.ts';

/** What a page tells of hosts that no row of the register names. */
export const undeclaredRequest = z.strictObject({
  hosts: z
    .array(hostName.refine((host) => !host.startsWith('*'), 'a host, not a pattern'))
    .min(1)
    .max(20)
    .describe('Hosts as addresses have them, with a port that is not the usual one. Each once.'),
});

export type UndeclaredRequest = z.infer<typeof undeclaredRequest>;
