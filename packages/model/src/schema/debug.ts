import { z } from 'zod';
import { hostName } from './host-name.ts';

/** Where `?noren-debug` opens the inspector. */
export const debug = z.strictObject({
  hosts: z
    .array(hostName)
    .max(50, 'at most 50 hosts')
    .optional()
    .describe(
      'Hosts on which ?noren-debug opens the inspector, e.g. "staging.example.co.jp", "*.preview.example.co.jp". localhost and *.localhost always may. Anywhere else the address does nothing.',
    ),
});

export type Debug = z.infer<typeof debug>;
