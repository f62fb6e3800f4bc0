import type { JointUse } from '@noren/model/schema';

/** Joint use in the group: the companies that have signed, each with its own person responsible. */
export const jointUse: JointUse = {
  items: [
    { ja: '氏名、会社名、部署、職種', en: 'Name, company, department, occupation' },
    { ja: 'メールアドレス、電話番号、住所', en: 'E-mail address, telephone number, postal address' },
    { ja: 'お問い合わせの内容', en: 'What you ask us' },
    { ja: 'アンケートの回答', en: 'Answers to surveys' },
  ],
  purposes: [
    { id: 'inquiries' },
    { id: 'proposals', about: ['products', 'services', 'events'] },
    { id: 'information', about: ['products', 'services', 'events'], by: ['notice-mail', 'newsletter'] },
  ],
  users: [
    {
      entity: 'sample-electric',
      signedAt: '2025-06-25',
      responsible: { ja: 'リスク管理部長', en: 'Head of Risk Management' },
      address: { ja: '東京都見本区見本町1-2-3', en: '1-2-3 Mihon-cho, Mihon-ku, Tokyo' },
      representative: { ja: '代表取締役社長 見本 太郎', en: 'Taro Mihon, President' },
    },
    {
      entity: 'sample-energy',
      signedAt: '2025-06-25',
      responsible: { ja: '総務部長', en: 'Head of General Affairs' },
      address: { ja: '神奈川県例示市例示町4-5', en: '4-5 Reiji-cho, Reiji-shi, Kanagawa' },
      representative: { ja: '代表取締役社長 例示 花子', en: 'Hanako Reiji, President' },
    },
    {
      entity: 'sample-solutions',
      signedAt: '2026-04-01',
      responsible: { ja: 'コンプライアンス部長', en: 'Head of Compliance' },
      address: { ja: '大阪府仮名市仮名町6-7', en: '6-7 Kamei-cho, Kamei-shi, Osaka' },
      representative: { ja: '代表取締役社長 仮名 一郎', en: 'Ichiro Kamei, President' },
    },
  ],
};
