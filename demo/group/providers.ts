import type { Text } from '@noren/model/schema';

/** How people of both languages know a provider of the catalogue. */
export interface ProviderNames {
  readonly name: Text;
  /** Legal name of the party that receives the information. */
  readonly recipient: Text;
}

const abroad = (name: string): Text => ({ ja: name, en: name });

/** Providers of the catalogue that the group's sites use: catalogue id → names. */
export const providerNames: Readonly<Record<string, ProviderNames>> = {
  'google-analytics-4': {
    name: { ja: 'Google アナリティクス 4', en: 'Google Analytics 4' },
    recipient: abroad('Google LLC'),
  },
  'microsoft-clarity': { name: abroad('Microsoft Clarity'), recipient: abroad('Microsoft Corporation') },
  'adobe-experience-cloud': { name: abroad('Adobe Analytics'), recipient: abroad('Adobe Inc.') },
  hotjar: { name: abroad('Hotjar'), recipient: abroad('Hotjar (Contentsquare)') },
  'ad-ebis': {
    name: { ja: 'アドエビス', en: 'AD EBiS' },
    recipient: { ja: '株式会社イルグルム', en: 'YRGLM Inc.' },
  },
  contentsquare: { name: abroad('Contentsquare'), recipient: abroad('Contentsquare') },
  karte: { name: abroad('KARTE'), recipient: { ja: '株式会社プレイド', en: 'PLAID, Inc.' } },
  sinclo: {
    name: { ja: 'sinclo（チャットでのご案内）', en: 'sinclo (chat)' },
    recipient: { ja: '株式会社エフ・コード', en: 'f-code Inc.' },
  },
  'dynamic-yield': { name: abroad('Dynamic Yield'), recipient: abroad('Dynamic Yield') },
  'oracle-eloqua': { name: abroad('Oracle Eloqua'), recipient: abroad('Oracle Corporation') },
  'adobe-marketo': { name: abroad('Adobe Marketo Engage'), recipient: abroad('Adobe Inc.') },
  'salesforce-account-engagement': {
    name: { ja: 'Account Engagement（旧 Pardot）', en: 'Account Engagement (formerly Pardot)' },
    recipient: abroad('Salesforce, Inc.'),
  },
  hubspot: { name: abroad('HubSpot'), recipient: abroad('HubSpot, Inc.') },
  'treasure-data': {
    name: { ja: 'Treasure Data CDP（顧客データの統合）', en: 'Treasure Data CDP (customer data platform)' },
    recipient: { ja: 'トレジャーデータ株式会社', en: 'Treasure Data' },
  },
  'google-ads': { name: { ja: 'Google 広告', en: 'Google Ads' }, recipient: abroad('Google LLC') },
  'yahoo-japan-ads': {
    name: { ja: 'Yahoo!広告', en: 'Yahoo! JAPAN Ads' },
    recipient: { ja: 'LINEヤフー株式会社', en: 'LY Corporation' },
  },
  'line-ads': {
    name: { ja: 'LINE広告', en: 'LINE Ads' },
    recipient: { ja: 'LINEヤフー株式会社', en: 'LY Corporation' },
  },
  meta: { name: { ja: 'Meta ピクセル', en: 'Meta Pixel' }, recipient: abroad('Meta Platforms, Inc.') },
  'x-ads': { name: { ja: 'X 広告', en: 'X Ads' }, recipient: abroad('X Corp.') },
  'smartnews-ads': {
    name: abroad('SmartNews Ads'),
    recipient: { ja: 'スマートニュース株式会社', en: 'SmartNews, Inc.' },
  },
  'smn-logicad': { name: abroad('Logicad'), recipient: { ja: 'SMN株式会社', en: 'SMN Corporation' } },
  linkedin: {
    name: { ja: 'LinkedIn インサイトタグ', en: 'LinkedIn Insight Tag' },
    recipient: abroad('LinkedIn Corporation'),
  },
  criteo: { name: abroad('Criteo OneTag'), recipient: abroad('Criteo SA') },
  'microsoft-advertising': { name: abroad('Microsoft Advertising'), recipient: abroad('Microsoft Corporation') },
  'intimate-merger': {
    name: { ja: 'IM-DMP（広告用のデータ基盤）', en: 'IM-DMP (data platform for advertising)' },
    recipient: { ja: '株式会社インティメート・マージャー', en: 'Intimate Merger, Inc.' },
  },
  'docomo-web-access': {
    name: { ja: 'ドコモの情報収集モジュール', en: 'docomo information module' },
    recipient: { ja: '株式会社NTTドコモ', en: 'NTT DOCOMO, INC.' },
  },
  bombora: { name: abroad('Bombora'), recipient: abroad('Bombora Inc.') },
};
