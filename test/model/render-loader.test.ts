import { CONFIG_PLACEHOLDER, renderLoader } from '@noren/model/publish';
import type { RuntimeConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { runtimeOf } from './runtime.ts';

const NASTY = [
  `it's "quoted" \`and\` \\ back\\\\slashed \\' \\" \\n`,
  '</script><script>window.broken = 1</script><!-- ]]>',
  'line\u2028separator\u2029paragraph\nnew\r\ntab\t\u0000\u007f\ufeff',
  `$& $1 $\` $' $$ $\{x} %s`,
  '\ud800 lone, 😀 whole, 日本語',
  CONFIG_PLACEHOLDER,
  "');window.broken=2;('",
];

/** Runs a rendered loader as a browser does, and gives back what it hands to JSON.parse. */
function run(text: string): Promise<unknown> {
  const script = document.createElement('script');
  const result = new Promise((resolve) => {
    (window as { rendered?: (value: string) => void }).rendered = (value) => resolve(JSON.parse(value));
  });
  script.text = text;
  document.head.append(script);
  script.remove();
  return result;
}

describe('a site’s own noren.js', () => {
  for (const quote of ['"', "'", '`']) {
    for (const text of NASTY) {
      it(`hands over the very config without its stamp, quoted by ${quote}: ${JSON.stringify(text)}`, async () => {
        const { stamp, ...config } = await runtimeOf();
        const runtime = { ...config, registerUrl: text } as RuntimeConfig;
        const loader = `window.rendered(${quote}${CONFIG_PLACEHOLDER}${quote});`;
        const rendered = renderLoader(loader, { ...runtime, stamp });
        expect(rendered).to.not.match(/<\/script|<!--|[\u2028\u2029\n]/i);
        // What is inside was published: a stamp would tell the loader nothing.
        expect(await run(rendered)).to.deep.equal(
          JSON.parse(JSON.stringify({ ...runtime, stamp: undefined, v: undefined })),
        );
        expect(window).to.not.have.property('broken');
      });
    }
  }

  it('keeps the built file before and after the config as it is', async () => {
    const rendered = renderLoader(`before $& "${CONFIG_PLACEHOLDER}" after $1`, await runtimeOf());
    expect(rendered).to.match(/^before \$& '\{.*\}' after \$1$/);
  });

  it('is refused where the built file is not one', async () => {
    const runtime = await runtimeOf();
    expect(() => renderLoader('console.log(1)', runtime))
      .to.throw()
      .with.property('code', 'loader-without-placeholder');
  });
});
