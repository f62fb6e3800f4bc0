// Publishes the benchmark's site beside a built Noren: node publish-bench-site.ts DIST < {"text", "purposes"}
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishConfig, renderLoader } from '@noren/model/publish';

interface Input {
  text: Record<
    'title' | 'body' | 'accept' | 'reject' | 'settings' | 'save' | 'close' | 'dialogTitle' | 'dialogBody' | 'policy',
    string
  >;
  purposes: { id: string; title: string; desc: string; required?: boolean }[];
}

const dist = process.argv[2] ?? 'dist';
const { text, purposes } = JSON.parse(readFileSync(0, 'utf8')) as Input;
const published = await publishConfig(
  {
    site: 'bench',
    name: { ja: '見本' },
    entities: [{ id: 'bench', name: { ja: '見本' } }],
    entity: 'bench',
    responsible: 'bench',
    origins: ['http://127.0.0.1'],
    languages: ['ja'],
    registerUrl: '/privacy',
    policyUrl: '/privacy',
    purposes: purposes.map(({ id, title, desc, required }) => ({
      id,
      mode: required ? 'always' : 'opt-in',
      title: { ja: title },
      description: { ja: desc },
    })),
    services: [],
    editions: [
      {
        label: '1',
        date: '2026-01-01',
        effectiveAt: '2026-01-01T00:00:00Z',
        material: true,
        affects: ['*'],
        changes: [{ ja: '初版' }],
      },
    ],
    words: {
      ja: {
        notice: {
          title: text.title,
          body: text.body,
          acceptAll: text.accept,
          rejectAll: text.reject,
          settings: text.settings,
          register: text.policy,
        },
        preferences: {
          title: text.dialogTitle,
          intro: text.dialogBody,
          acceptAll: text.accept,
          rejectAll: text.reject,
          save: text.save,
          close: text.close,
        },
      },
    },
  },
  new Date(),
);
const folder = join(dist, 'bench');
mkdirSync(folder, { recursive: true });
for (const file of readdirSync(dist))
  if (/^noren-.*\.js$/.test(file)) copyFileSync(join(dist, file), join(folder, file));
writeFileSync(join(folder, 'noren.js'), renderLoader(readFileSync(join(dist, 'noren.js'), 'utf8'), published.runtime));
for (const { name, text } of published.wordingFiles) writeFileSync(join(folder, name), text);
