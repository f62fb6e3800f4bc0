import type { TopicId } from './mail-topics.ts';

/** A made-up member of the group's member site. */
export interface TestMember {
  /** The operator's member id: `sub` of the identity provider, and `member` of the mailings. */
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** Language of the mail to this member. */
  readonly language: 'ja' | 'en';
  readonly company: string;
  readonly department: string;
  readonly occupation: string;
  /** Has asked for mail whose links are the same for everybody (R4.5). */
  readonly untrackedLinks?: true;
  /** What they have chosen before the demo begins. */
  readonly topics: readonly TopicId[];
}

/** Who can sign in at `id.localhost`, and reads mail at `mail.localhost`. Nobody of them exists. */
export const testMembers: readonly TestMember[] = [
  {
    id: 'm-1001',
    name: '青木 さくら',
    address: 'aoki@mihon-kogyo.example',
    language: 'ja',
    company: '見本工業株式会社',
    department: '生産技術部',
    occupation: '設備の保全',
    // The last of them waits for the answer to a mail.
    topics: ['products', 'energy-events', 'solutions-products', 'members-letter'],
  },
  {
    id: 'm-1002',
    name: '伊藤 健',
    address: 'ito@tsubame-butsuryu.example',
    language: 'ja',
    company: 'つばめ物流株式会社',
    department: '物流企画部',
    occupation: '倉庫の運営',
    topics: ['products', 'energy-events', 'solutions-products'],
  },
  {
    id: 'm-1003',
    name: '上田 みのり',
    address: 'ueda@hinata-shokuhin.example',
    language: 'ja',
    company: 'ひなた食品株式会社',
    department: '総務部',
    occupation: '経理',
    topics: ['products', 'energy-events'],
    untrackedLinks: true,
  },
  {
    id: 'm-1004',
    name: 'Emma Clark',
    address: 'emma.clark@northbridge.example',
    language: 'en',
    company: 'Northbridge Components Ltd',
    department: 'Operations',
    occupation: 'Plant manager',
    topics: ['products', 'energy-events', 'solutions-products'],
  },
];

/** The test member with this id. */
export function memberOf(id: string): TestMember | undefined {
  return testMembers.find((member) => member.id === id);
}
