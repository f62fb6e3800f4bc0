import { type Recording, startRecording } from '@noren/core/debug';
import { defineElements, type NorenDebug } from '@noren/elements';
import { publishConfig } from '@noren/model/publish';
import { until } from '../core/moments.ts';
import { still } from '../elements/stage.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { PUBLISHED_AT } from '../model/runtime.ts';

/** The inspector with one problem of each kind that a list can show. */
export async function inspector(language = 'ja'): Promise<{ element: NorenDebug; recording: Recording }> {
  document.documentElement.lang = language;
  const { runtime } = await publishConfig({ ...siteConfig, debug: {} }, PUBLISHED_AT);
  const { recording } = startRecording(runtime, '', `${location.origin}/noren.js`, null);
  Object.assign(window, { klaro: {} });
  dispatchEvent(new CustomEvent('noren:undeclared', { detail: { host: 'other.example', kind: 'img' } }));
  const element = Object.assign(document.createElement('noren-debug'), { recording });
  document.body.append(element);
  defineElements();
  await until(() => element.shadowRoot?.querySelector('aside'));
  await still(element);
  return { element, recording };
}
