import type { Api } from '@noren/api';
import { API_PATH, originOf } from '../group/address.ts';
import type { TestMember } from '../group/test-members.ts';

/** What the consent API shows a member, as far as it is needed here. */
interface Shown {
  readonly wording: string;
  readonly topics: readonly { readonly id: string; readonly channels: readonly { readonly state: string }[] }[];
}

/**
 * What a member has chosen before the demo begins: once, and never again over what a visitor has chosen for them since. What still
 * waits for the answer to a mail is asked for again, for the mail of an earlier run is gone.
 * @throws {Error} with what the API says
 */
export async function chooseTopics(api: Api, port: number, member: TestMember, token: string): Promise<void> {
  const origin = originOf('portal', port);
  const address = `${origin}${API_PATH}/v1/sites/portal/mail/preferences?language=${member.language}`;
  const headers = { origin, authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const read = await api.fetch(new Request(address, { headers }));
  const etag = read.headers.get('etag') ?? '';
  if (!read.ok) throw new Error(`a test member's topics could not be read: ${await read.text()}`);
  const { wording, topics } = (await read.json()) as Shown;
  const wanted =
    etag === '"0"'
      ? member.topics
      : topics.filter(({ channels }) => channels[0]?.state === 'pending').map(({ id }) => id);
  if (wanted.length === 0) return;
  const saved = await api.fetch(
    new Request(address, {
      method: 'PATCH',
      headers: { ...headers, 'if-match': etag },
      body: JSON.stringify({ wording, changes: wanted.map((topic) => ({ topic, on: true })) }),
    }),
  );
  // Whoever starts the demo again and again gets no mail each time: nobody is asked more than five times a day.
  if (!saved.ok && saved.status !== 429) throw new Error(`a test member could not choose: ${await saved.text()}`);
}
