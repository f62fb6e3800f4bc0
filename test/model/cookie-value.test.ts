import { COOKIE_MAX_LENGTH, decodeDecisions, encodeDecisions, UNDECIDED } from '@noren/model';
import { expect } from 'chai';
import { decided, decisions } from './decided.ts';
import { NOW } from './runtime.ts';
import { anyDecisions, seeded } from './seeded.ts';

const WHOLE =
  '{"v":1,"g":1,"n":2,"r":"019a9a9a-0000-7000-8000-000000000001","p":{"statistics":[1,2,1790000000]},"s":{"karte":0}}';

/** Texts that nobody may mistake for a choice. */
const MALFORMED: Record<string, string> = {
  'an empty value': '',
  'no JSON': 'statistics=1',
  'half a value': WHOLE.slice(0, -20),
  'two values': WHOLE + WHOLE,
  null: 'null',
  'a list': '[]',
  'a number': '1',
  'no version': '{"p":{}}',
  'version zero': '{"v":0,"p":{}}',
  'no purposes': '{"v":1}',
  'purposes as text': '{"v":1,"p":"statistics"}',
  'a grant of true': '{"v":1,"p":{"statistics":[true,1,1790000000]}}',
  'a grant of two': '{"v":1,"p":{"statistics":[2,1,1790000000]}}',
  'a grant without its time': '{"v":1,"p":{"statistics":[1,1]}}',
  'a grant alone': '{"v":1,"p":{"statistics":1}}',
  'a negative edition': '{"v":1,"p":{"statistics":[1,-1,1790000000]}}',
  'half an edition': '{"v":1,"p":{"statistics":[1,1.5,1790000000]}}',
  'a time beyond all dates': '{"v":1,"p":{"statistics":[1,1,9007199254740991]}}',
  'an infinite time': '{"v":1,"p":{"statistics":[1,1,1e999]}}',
  'a purpose in capitals': '{"v":1,"p":{"Statistics":[1,1,1790000000]}}',
  'a name that is too long': `{"v":1,"p":{"${'a'.repeat(41)}":[1,1,1790000000]}}`,
  'a service that is maybe': '{"v":1,"p":{},"s":{"karte":2}}',
  'a polluting purpose': '{"v":1,"p":{"__proto__":[1,1,1790000000]}}',
  'a polluting service': '{"v":1,"p":{},"s":{"__proto__":1}}',
};

describe('the cookie’s value', () => {
  it('reads back what was written, whatever it was', () => {
    const random = seeded(42);
    for (let round = 0; round < 500; round += 1) {
      const kept = anyDecisions(random);
      expect(decodeDecisions(encodeDecisions(kept))).to.deep.equal(kept);
    }
  });

  it('is JSON that a server in any language can read', () => {
    const kept = decisions({ statistics: { granted: true, edition: 2, at: 1_790_000_000 } }, { gpc: true });
    const text = encodeDecisions({
      ...kept,
      services: { karte: false },
      unsent: '019a9a9a-0000-7000-8000-000000000001',
    });
    expect(text).to.equal(WHOLE);
    expect(JSON.parse(text)).to.have.all.keys('v', 'g', 'n', 'r', 'p', 's');
  });

  for (const [name, text] of Object.entries(MALFORMED)) {
    it(`is doubt when it is ${name}: nothing is granted`, () => {
      expect(decodeDecisions(text)).to.deep.equal({ ...UNDECIDED, doubt: 'malformed' });
      expect(Object.prototype).to.not.have.property('granted');
    });
  }

  it('is doubt when it comes from a newer version, and says so', () => {
    const kept = decodeDecisions('{"v":2,"p":{"statistics":[1,2,1790000000]}}');
    expect(kept).to.deep.equal({ ...UNDECIDED, doubt: 'newer-version' });
  });

  it('is doubt when it is longer than a cookie may be', () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`purpose-${index}`, decided(true)]));
    const text = encodeDecisions(decisions(many));
    expect(text.length).to.be.above(COOKIE_MAX_LENGTH);
    expect(decodeDecisions(text).doubt).to.equal('oversized');
  });

  it('cannot widen by service', () => {
    expect(decodeDecisions('{"v":1,"p":{},"s":{"karte":1,"meta":0}}').services).to.deep.equal({
      meta: false,
    });
  });

  it('takes a purpose named like a method of every object for nothing but a name', () => {
    const kept = decodeDecisions(`{"v":1,"p":{"constructor":[1,1,${NOW}]}}`);
    expect(Object.keys(kept.purposes)).to.deep.equal(['constructor']);
    expect(Object.getPrototypeOf(kept.purposes)).to.equal(Object.prototype);
  });

  it('is refused in little time, however it is made', () => {
    const opened = '{"v":1,"p":{';
    const nasty = opened + '"a":[1,1,1],'.repeat(120);
    expect(decodeDecisions(nasty.slice(0, COOKIE_MAX_LENGTH)).doubt).to.equal('malformed');
  });
});
