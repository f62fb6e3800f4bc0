import { type Decisions, effectiveGrants, isOpen, UNDECIDED } from '@noren/model';
import type { RuntimeConfig, RuntimeService } from '@noren/model/schema';
import { expect } from 'chai';
import { decided, decisions } from './decided.ts';
import { NOW, withPurposes } from './runtime.ts';

const open = (config: RuntimeConfig, kept: Decisions, purpose: string, service?: string): boolean =>
  isOpen(config, kept, effectiveGrants(config, kept, { gpc: false }, NOW), purpose, service);
const site = (services: RuntimeService[] = []) =>
  withPurposes([{ id: 'in' }, { id: 'out', mode: 'opt-out' }, { id: 'told', mode: 'notify' }], { services });

describe('a tag', () => {
  it('runs without a choice only where the purpose is opt-out or notify', async () => {
    const config = await site();
    expect(['in', 'out', 'told'].filter((id) => open(config, UNDECIDED, id))).to.deep.equal(['out', 'told']);
  });

  it('is closed under a purpose that the site does not have, and under a service of another purpose', async () => {
    const config = await site([{ id: 'tag', purpose: 'in' }]);
    const kept = decisions({ in: decided(true), out: decided(true) });
    for (const [purpose, service] of [
      ['gone', undefined],
      ['constructor', undefined],
      ['', undefined],
      ['out', 'tag'],
    ] as const) {
      expect(open(config, kept, purpose, service), `${purpose}/${service}`).to.equal(false);
    }
  });

  it('is narrowed by a decision about its service, never widened', async () => {
    const config = await site([{ id: 'tag', purpose: 'in' }]);
    expect(open(config, decisions({ in: decided(true) }), 'in', 'tag')).to.equal(true);
    expect(open(config, decisions({ in: decided(true) }, { services: { tag: false } }), 'in', 'tag')).to.equal(false);
    expect(open(config, decisions({ in: decided(false) }, { services: { tag: true } }), 'in', 'tag')).to.equal(false);
    expect(open(config, decisions({}, { services: { tag: true } }), 'in', 'tag')).to.equal(false);
  });

  it('follows its own mode while the visitor is undecided, and the purpose afterwards', async () => {
    const config = await site([
      { id: 'strict', purpose: 'out', mode: 'opt-in' },
      { id: 'told-tag', purpose: 'in', mode: 'notify' },
    ]);
    expect(open(config, UNDECIDED, 'out', 'strict')).to.equal(false);
    expect(open(config, decisions({ out: decided(true) }), 'out', 'strict')).to.equal(true);
    expect(open(config, UNDECIDED, 'in', 'told-tag')).to.equal(true);
    expect(open(config, decisions({ in: decided(false) }), 'in', 'told-tag')).to.equal(false);
  });
});
