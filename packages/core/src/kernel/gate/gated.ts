/** Markup that waits for a permission, in both spellings. */
export type Gated = HTMLTemplateElement | HTMLScriptElement;

/** `<template data-noren>` for any markup, `<script type="text/plain" data-noren>` for one script. */
export const GATED = 'template[data-noren],script[type="text/plain"][data-noren]';

/**
 * Whether the parser has finished with a node. A node that is still open has no content yet, or half of it: it is
 * finished once something follows it, or follows one of its ancestors, or the page is parsed.
 */
export const isComplete = (node: Node | null): unknown =>
  node ? (node.nextSibling ?? isComplete(node.parentNode)) : document.readyState !== 'loading';
