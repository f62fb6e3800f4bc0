// The site that the benchmark publishes, with personalised links, and the page that they lead to.
import http from 'node:http';
import { createApi, createServerKey, openDatabase } from '@noren/api';

export const SITE = 'links';
export const SECRET = '6e6f72656e2062656e63686d61726b206b65792c206e6f74206120736563726574';
const text = (ja, en) => ({ ja, en });
const words = (id) => ({ title: text(id, id), description: text(id, id) });

/** @param origin where the site's pages are */
function benchSite(origin) {
  return {
    site: SITE,
    name: text('見本', 'Sample'),
    entities: [{ id: 'sample', name: text('見本株式会社', 'Sample Inc.') }],
    entity: 'sample',
    responsible: 'sample',
    origins: [origin],
    languages: ['ja', 'en'],
    registerUrl: '/register/',
    api: 'https://consent.example.jp',
    purposes: [
      { id: 'necessary', mode: 'always', ...words('necessary') },
      { id: 'statistics', mode: 'opt-in', ...words('statistics') },
      { id: 'identification', mode: 'opt-in', scope: 'group', ...words('identification') },
      { id: 'linking', mode: 'opt-in', scope: 'group', requires: ['identification'], ...words('linking') },
    ],
    personalUrls: {
      joined: [text('会社名', 'Company'), text('閲覧したページ', 'Pages that you view')],
      keptFor: text('解除するまで', 'Until you end it'),
    },
    services: [],
    editions: [
      {
        label: '1',
        date: '2026-01-01',
        effectiveAt: '2026-01-01T00:00:00Z',
        material: true,
        affects: ['*'],
        changes: [text('初版', 'First edition')],
      },
    ],
  };
}

/** A page that answers, as landing pages do: the API asks it once before it makes links to it. */
export async function startLanding() {
  const server = http.createServer((_request, response) => response.end());
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://www.localhost:${server.address().port}`, stop: () => server.close() };
}

/** Makes the schema and publishes the site. @returns a server key, and the hash of the site's wording */
export async function publish(file, origin) {
  const database = await openDatabase({ sqlite: file });
  const api = createApi({ database, secret: SECRET });
  const { published } = await api.publish(benchSite(origin), { actor: 'benchmark' });
  const key = await createServerKey(database, { site: SITE, scopes: ['personal-urls:write'], label: 'benchmark' });
  await api.close();
  return { key, wording: published.wordingHashes.ja };
}
