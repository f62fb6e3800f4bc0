import type { MigrationProvider } from 'kysely/migration';
import { records } from './migrations/0001-records.ts';
import { documents } from './migrations/0002-documents.ts';
import { links } from './migrations/0003-links.ts';
import { attachments } from './migrations/0004-attachments.ts';
import { loaderFiles } from './migrations/0005-loader-files.ts';
import { mail } from './migrations/0006-mail.ts';
import { mailWebhooks } from './migrations/0007-mail-webhooks.ts';
import { mailBounces } from './migrations/0008-mail-bounces.ts';
import { undeclaredHosts } from './migrations/0009-undeclared-hosts.ts';
import { columnTypes, type Engine } from './migrations/column-types.ts';

export type { Engine };

/** All migrations, oldest first. One that was released is never changed. */
export function migrations(engine: Engine): MigrationProvider {
  const types = columnTypes(engine);
  return {
    getMigrations: async () => ({
      '0001-records': records(types),
      '0002-documents': documents(types),
      '0003-links': links(types),
      '0004-attachments': attachments(types),
      '0005-loader-files': loaderFiles(types),
      '0006-mail': mail(types),
      '0007-mail-webhooks': mailWebhooks(types),
      '0008-mail-bounces': mailBounces(types),
      '0009-undeclared-hosts': undeclaredHosts(types),
    }),
  };
}
