import { type Decisions, narrow, strictest, travelling, UNDECIDED } from '@noren/model';
import { expect } from 'chai';
import { decided, decisions } from './decided.ts';
import { NOW, runtimeOf } from './runtime.ts';
import { anyDecisions, seeded } from './seeded.ts';

const granted = ({ purposes }: Decisions): string[] =>
  Object.entries(purposes).flatMap(([id, decision]) => (decision.granted ? [id] : []));

describe('a decision that travels between the sites of a group', () => {
  it('is one about a purpose of scope group, without services and without anything of this site', async () => {
    const here = decisions(
      { identification: decided(true), statistics: decided(true) },
      { services: { karte: false } },
    );
    const { purposes, services, seen } = travelling(await runtimeOf(), { ...here, unsent: 'id' });
    expect({ purposes, services, seen }).to.deep.equal({
      purposes: { identification: decided(true) },
      services: {},
      seen: 0,
    });
  });
});

describe('an anonymous decision beside a member’s', () => {
  it('narrows what the member allowed, and never widens it', async () => {
    const config = await runtimeOf();
    const random = seeded(7);
    for (let round = 0; round < 300; round += 1) {
      const [member, anonymous] = [anyDecisions(random), anyDecisions(random)];
      const result = narrow(config, member, anonymous);
      expect(granted(member)).to.include.members(granted(result));
      for (const id of Object.keys(member.services)) expect(result.services[id]).to.equal(false);
    }
  });

  it('does not lift the member’s refusal of a service', async () => {
    const member = decisions({}, { services: { karte: false } });
    const here = decisions({}, { services: { karte: true } });
    expect(narrow(await runtimeOf(), member, here).services).to.deep.equal({ karte: false });
  });

  it('gives way to a later yes of the member', async () => {
    const member = decisions({ statistics: decided(true, { at: NOW }) });
    const here = decisions({ statistics: decided(false, { at: NOW - 1 }) });
    expect(granted(narrow(await runtimeOf(), member, here))).to.deep.equal(['statistics']);
  });
});

describe('several cookies', () => {
  it('grant only what all of them grant, in any order', () => {
    const random = seeded(11);
    for (let round = 0; round < 300; round += 1) {
      const [a, b, c] = [anyDecisions(random), anyDecisions(random), anyDecisions(random)];
      const result = granted(strictest([a, b, c]));
      const common = granted(a).filter((id) => granted(b).includes(id) && granted(c).includes(id));
      expect(result).to.have.members(common);
      expect(granted(strictest([c, a, b]))).to.have.members(result);
    }
  });

  it('keep the refusal of a service, whichever cookie has it', () => {
    const [plain, refusing] = [decisions({}), decisions({}, { services: { karte: false } })];
    for (const order of [[plain, refusing] as const, [refusing, plain] as const]) {
      expect(strictest(order).services).to.deep.equal({ karte: false });
    }
  });

  it('are in doubt when one of them cannot be read', () => {
    expect(strictest([decisions({ a: decided(true) }), { ...UNDECIDED, doubt: 'malformed' }]).doubt).to.equal(
      'malformed',
    );
  });
});
