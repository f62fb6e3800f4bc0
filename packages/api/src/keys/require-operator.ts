import { noteKey } from '../audit/note-key.ts';
import type { Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import type { Site } from '../sites/site.ts';

/**
 * Who is a member, and what is about members as such, is the operator's alone to say, whom the config calls `responsible`; each
 * company may say it of members of its own (R7.2).
 * @param key id of the server key that asks
 * @param action as the audit log calls it, with `detail`
 * @throws {Problem} `operator-only`, noted in the audit log
 */
export async function requireOperator(
  context: Context,
  site: Site,
  key: string,
  action: string,
  detail: object = {},
): Promise<void> {
  const { entity, responsible } = site.published.config;
  if (entity === responsible) return;
  await noteKey(context, { id: key, site: site.key }, action, {
    ...detail,
    refused: 'operator-only',
    actingEntity: entity,
  });
  throw new Problem('operator-only');
}
