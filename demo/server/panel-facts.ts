import type { SiteConfig, Text } from '@noren/model/schema';
import { tagPaths } from '../thirdparty/tag-paths.ts';

/** What the panel needs to name what it sees: services by place and by name. */
export interface PanelFacts {
  readonly thirdparty: string;
  readonly api: string;
  /** Origin of the identity provider. */
  readonly id: string;
  readonly purposes: readonly {
    readonly id: string;
    readonly title: Text;
    /** Travels between the sites of the group. */
    readonly group: boolean;
  }[];
  readonly services: readonly {
    readonly id: string;
    readonly purpose: string;
    readonly name: Text;
    readonly recipient: Text;
    /** Path prefixes on the stand-in's host. */
    readonly paths: readonly string[];
    readonly cookies: readonly string[];
    readonly storage: readonly string[];
  }[];
}

const UNCONFIRMED: Text = { ja: '会社名を確認中', en: 'name of the company being confirmed' };

/** The facts of a site for the panel. */
export function panelFacts(config: SiteConfig, places: Pick<PanelFacts, 'thirdparty' | 'api' | 'id'>): PanelFacts {
  return {
    ...places,
    purposes: config.purposes.map(({ id, title, scope }) => ({ id, title, group: scope === 'group' })),
    services: config.services.map(({ id, purpose, name, recipient, cookies = [], storage = [] }) => ({
      id,
      purpose,
      name,
      recipient: recipient ?? UNCONFIRMED,
      paths: tagPaths[id] ?? [],
      cookies: cookies.map((cookie) => cookie.name),
      storage: storage.map((key) => key.name),
    })),
  };
}
