import type { Text } from '../schema/index.ts';

/** How people of both languages know a provider of the catalogue. */
export interface ProviderNames {
  readonly name: Text;
  /** Legal name of the party that receives the information. */
  readonly recipient: Text;
}

const same = (name: string): Text => ({ ja: name, en: name });
const google = same('Google LLC');
const microsoft = same('Microsoft Corporation');
const adobe = same('Adobe Inc.');
const lineYahoo: Text = { ja: 'LINEヤフー株式会社', en: 'LY Corporation' };

/** Catalogue id → names. */
export const providerNames: Readonly<Record<string, ProviderNames>> = {
  'google-ads': { name: { ja: 'Google 広告', en: 'Google Ads' }, recipient: google },
  'google-marketing-platform': {
    name: { ja: 'Google マーケティング プラットフォーム', en: 'Google Marketing Platform' },
    recipient: google,
  },
  'google-analytics-4': { name: { ja: 'Google アナリティクス 4', en: 'Google Analytics 4' }, recipient: google },
  'google-tag-manager': { name: { ja: 'Google タグ マネージャー', en: 'Google Tag Manager' }, recipient: google },
  youtube: { name: { ja: 'YouTube（動画の再生）', en: 'YouTube (videos)' }, recipient: google },
  'google-maps': { name: { ja: 'Google マップ（地図の表示）', en: 'Google Maps' }, recipient: google },
  'google-recaptcha': { name: same('reCAPTCHA'), recipient: google },
  'yahoo-japan-ads': { name: { ja: 'Yahoo!広告', en: 'Yahoo! JAPAN Ads' }, recipient: lineYahoo },
  'line-ads': { name: { ja: 'LINE広告', en: 'LINE Ads' }, recipient: lineYahoo },
  'smartnews-ads': {
    name: same('SmartNews Ads'),
    recipient: { ja: 'スマートニュース株式会社', en: 'SmartNews, Inc.' },
  },
  'smn-logicad': { name: same('Logicad'), recipient: { ja: 'SMN株式会社', en: 'SMN Corporation' } },
  'intimate-merger': {
    name: { ja: 'IM-DMP（広告用のデータ基盤）', en: 'IM-DMP (data platform for advertising)' },
    recipient: { ja: '株式会社インティメート・マージャー', en: 'Intimate Merger, Inc.' },
  },
  'docomo-web-access': {
    name: { ja: 'ドコモの情報収集モジュール', en: 'docomo information module' },
    recipient: { ja: '株式会社NTTドコモ', en: 'NTT DOCOMO, INC.' },
  },
  logly: { name: same('LOGLY lift'), recipient: { ja: 'ログリー株式会社', en: 'LOGLY, Inc.' } },
  meta: { name: { ja: 'Meta ピクセル', en: 'Meta Pixel' }, recipient: same('Meta Platforms, Inc.') },
  'x-ads': { name: { ja: 'X 広告', en: 'X Ads' }, recipient: same('X Corp.') },
  linkedin: {
    name: { ja: 'LinkedIn インサイトタグ', en: 'LinkedIn Insight Tag' },
    recipient: same('LinkedIn Corporation'),
  },
  'microsoft-advertising': { name: same('Microsoft Advertising'), recipient: microsoft },
  'microsoft-clarity': { name: same('Microsoft Clarity'), recipient: microsoft },
  xandr: { name: same('Microsoft Monetize (Xandr)'), recipient: microsoft },
  criteo: { name: same('Criteo OneTag'), recipient: same('Criteo SA') },
  'amazon-ads': { name: same('Amazon Ads'), recipient: same('Amazon') },
  tiktok: { name: { ja: 'TikTok ピクセル', en: 'TikTok Pixel' }, recipient: same('TikTok') },
  pinterest: { name: { ja: 'Pinterest タグ', en: 'Pinterest tag' }, recipient: same('Pinterest, Inc.') },
  outbrain: { name: same('Outbrain Amplify'), recipient: same('Outbrain (Teads)') },
  teads: { name: same('Teads'), recipient: same('Teads') },
  taboola: { name: same('Taboola'), recipient: same('Taboola') },
  'the-trade-desk': { name: same('The Trade Desk'), recipient: same('The Trade Desk') },
  sharethrough: { name: same('Sharethrough Exchange'), recipient: same('Sharethrough, Inc.') },
  'rtb-house': { name: same('RTB House'), recipient: same('RTB House S.A.') },
  liveramp: { name: same('LiveRamp'), recipient: same('LiveRamp') },
  pubmatic: { name: same('PubMatic'), recipient: same('PubMatic, Inc.') },
  lotame: { name: same('Lotame'), recipient: same('Lotame (Epsilon)') },
  bombora: { name: same('Bombora'), recipient: same('Bombora Inc.') },
  'adobe-experience-cloud': { name: same('Adobe Experience Cloud'), recipient: adobe },
  hotjar: { name: same('Hotjar'), recipient: same('Hotjar (Contentsquare)') },
  contentsquare: { name: same('Contentsquare'), recipient: same('Contentsquare') },
  'ad-ebis': {
    name: { ja: 'アドエビス', en: 'AD EBiS' },
    recipient: { ja: '株式会社イルグルム', en: 'YRGLM Inc.' },
  },
  'oracle-eloqua': { name: same('Oracle Eloqua'), recipient: same('Oracle Corporation') },
  'adobe-marketo': { name: same('Adobe Marketo Engage'), recipient: adobe },
  'salesforce-account-engagement': {
    name: { ja: 'Account Engagement（旧 Pardot）', en: 'Account Engagement (formerly Pardot)' },
    recipient: same('Salesforce, Inc.'),
  },
  hubspot: { name: same('HubSpot'), recipient: same('HubSpot, Inc.') },
  'treasure-data': {
    name: { ja: 'Treasure Data CDP（顧客データの統合）', en: 'Treasure Data CDP (customer data platform)' },
    recipient: { ja: 'トレジャーデータ株式会社', en: 'Treasure Data' },
  },
  karte: { name: same('KARTE'), recipient: { ja: '株式会社プレイド', en: 'PLAID, Inc.' } },
  sinclo: {
    name: { ja: 'sinclo（チャットでのご案内）', en: 'sinclo (chat)' },
    recipient: { ja: '株式会社エフ・コード', en: 'f-code Inc.' },
  },
  tetori: { name: { ja: 'TETORI（閲覧中のご案内）', en: 'TETORI (on-page offers)' }, recipient: same('TETORI') },
  optimizely: { name: same('Optimizely Web Experimentation'), recipient: same('Optimizely') },
  'dynamic-yield': { name: same('Dynamic Yield'), recipient: same('Dynamic Yield') },
  braze: { name: same('Braze'), recipient: same('Braze, Inc.') },
  vimeo: { name: { ja: 'Vimeo（動画の再生）', en: 'Vimeo (videos)' }, recipient: same('Vimeo.com, Inc.') },
};
