import { HANDLING_SECTIONS } from '@noren/model/schema';
import { expect } from 'chai';
import { faults } from '../axe.ts';
import { clear, parts, textOf } from '../stage.ts';
import { shows, text } from './scene.ts';

describe('noren-document', () => {
  afterEach(clear);

  it('is the handling notice with its ten sections, as the edition in force has them', async () => {
    const element = await text();
    await shows(element, 'h2');
    expect(parts(element, '[part=section] > h3').map(textOf)).to.deep.equal(
      HANDLING_SECTIONS.map((id) => `見出し ${id}`),
    );
    const items = parts(element, '[part=section]')[2];
    expect(items && textOf(items)).to.equal('見出し items 新しい本文');
  });

  it('tells joint use of each company that has signed, and of no other', async () => {
    const element = await text({ language: 'en' });
    await shows(element, 'h2');
    const joint = parts(element, '[part=section]')[3];
    const told = joint ? textOf(joint) : '';
    for (const words of [
      'Name',
      'Answering your inquiries and giving advice',
      'Sample Electric Corporation',
      'Manager',
      'Tokyo',
      'Hanako Mihon',
    ])
      expect(told).to.include(words);
    expect(told).to.not.include('Sample Energy');
  });

  it('is the terms in force until the day of those that are announced', async () => {
    const element = await text({ document: 'terms' });
    await shows(element, 'h2');
    expect(parts(element, '[part=section]').map(textOf)).to.deep.equal(['退会 旧い文 変わらない文']);
    expect(parts(element, '[part=notice]')).to.have.length(1);
  });

  it('announces what is to come with its day, what goes and comes, and the way out', async () => {
    const element = await text({ document: 'terms', language: 'en' });
    await shows(element, 'h2');
    const [notice] = parts(element, '[part=notice]');
    for (const words of ['Leaving is described.', 'Old line', '<b>New line</b>'])
      expect(notice && textOf(notice)).to.include(words);
    expect(notice?.querySelector('a')?.getAttribute('href')).to.equal('/leave/');
  });

  it('says what special terms stand over', async () => {
    const element = await text({ document: 'special', language: 'en' });
    await shows(element, 'h2');
    const [article] = parts(element, 'article');
    expect(article && textOf(article)).to.include('Member terms');
  });

  it('leaves what the page has put inside where there is no such document', async () => {
    const element = await text({ document: 'nothing', inside: '<p>中身</p>' });
    await fetch('/');
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('slot')).to.not.equal(null);
  });

  for (const language of ['ja', 'en'])
    it(`has nothing for axe to find, in ${language}`, async () => {
      const element = await text({ language });
      await shows(element, 'h2');
      expect(await faults()).to.deep.equal([]);
    });
});
