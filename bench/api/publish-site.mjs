// node publish-site.mjs ORIGIN PURPOSE…: publishes the benchmark's site into the database that the environment names,
// and prints the hash of its wording.
import { createApi, openDatabase } from '@noren/api';

const [origin, ...purposes] = process.argv.slice(2);
const { DATABASE_URL, SQLITE_FILE, NOREN_SECRET = '' } = process.env;
const database = await openDatabase(DATABASE_URL || { sqlite: SQLITE_FILE ?? '' });
const api = createApi({ database, secret: NOREN_SECRET });
const text = (ja) => ({ ja, en: ja });
const { published } = await api.publish(
  {
    site: 'bench',
    name: text('bench'),
    entities: [{ id: 'sample', name: text('Sample') }],
    entity: 'sample',
    responsible: 'sample',
    origins: [origin],
    languages: ['ja', 'en'],
    registerUrl: '/register/',
    purposes: purposes.map((id) => ({
      id,
      mode: id === 'necessary' ? 'always' : 'opt-in',
      title: text(id),
      description: text(id),
    })),
    services: [],
    editions: [
      {
        label: '1',
        date: '2026-01-01',
        effectiveAt: '2026-01-01T00:00:00Z',
        material: true,
        affects: ['*'],
        changes: [text('first edition')],
      },
    ],
  },
  { actor: 'benchmark' },
);
await api.close();
console.log(published.wordingHashes.ja);
