import { expect, test } from './fixture.ts';
import { inBody, told } from './page-of-shop.ts';

const LINK = '<a slot="link" href="https://ads.example/watch">A film</a>';
const FRAME = '<iframe src="https://ads.example/film" title="A film"></iframe>';

test('an embed with its row, its link and a poster of the site has no findings, in both forms of its template', async ({
  shell,
}) => {
  const inside = (content: string) =>
    `<noren-embed><template data-noren="advertising" data-noren-service="ads">${content}</template>${LINK}<img slot="poster" src="/film.jpg" alt=""></noren-embed>`;
  expect(await inBody(shell, inside(FRAME) + inside(`<!-- ${FRAME} -->`))).toMatchObject({ code: 0, findings: [] });
});

test('an embed that names no row, an unknown one, or has no template of its own is an error', async ({ shell }) => {
  const run = await inBody(
    shell,
    `<noren-embed><template data-noren="advertising">${FRAME}</template>${LINK}</noren-embed>
     <noren-embed><template data-noren="advertising" data-noren-service="film">${FRAME}</template>${LINK}</noren-embed>
     <noren-embed>${LINK}<div><template data-noren="advertising" data-noren-service="ads">${FRAME}</template></div></noren-embed>`,
  );
  expect(run.code).toBe(1);
  expect(told(run)).toEqual(['error embed-without-service', 'error unknown-service', 'error embed-without-template']);
  expect(run.findings[0]?.fix).toContain('one of ads');
});

test('a second template in an embed, of which nobody would be told, is an error', async ({ shell }) => {
  const template = `<template data-noren="advertising" data-noren-service="ads">${FRAME}</template>`;
  const run = await inBody(shell, `<noren-embed>${template}${template}${LINK}</noren-embed>`);
  expect(told(run)).toEqual(['error embed-with-two-templates']);
});

test('an embed without a link is a warning: without script there is nothing', async ({ shell }) => {
  const run = await inBody(
    shell,
    `<noren-embed><template data-noren="advertising" data-noren-service="ads">${FRAME}</template></noren-embed>`,
  );
  expect(told(run)).toEqual(['warning embed-without-link']);
});

test('a poster on a host of the register is refused, and a bare frame is advised to stand in an embed', async ({
  shell,
}) => {
  const { code, findings } = await inBody(
    shell,
    `<noren-embed><template data-noren="advertising" data-noren-service="ads">${FRAME}</template>${LINK}<img slot="poster" src="https://ads.example/film.jpg" alt=""></noren-embed>${FRAME}`,
  );
  expect(code).toBe(1);
  expect(findings).toMatchObject([
    { code: 'ungated-tag', path: 'img[src]', fix: expect.stringContaining('copy the picture to a host of the site') },
    { code: 'ungated-tag', path: 'iframe[src]', fix: expect.stringContaining('in <noren-embed>') },
  ]);
});
