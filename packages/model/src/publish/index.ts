export { buildWording } from './build-wording.ts';
export { canonicalJson } from './canonical-json.ts';
export { type CheckedConfig, checkConfig, pollutingKeys, shapeFindings } from './check-config.ts';
export { editionAt, purposesAffected } from './edition-at.ts';
export { type Finding, pathText } from './finding.ts';
export { type PublishedConfig, publishConfig } from './publish-config.ts';
export { type HeadSnippet, renderHeadSnippet } from './render-head-snippet.ts';
export { CONFIG_PLACEHOLDER, renderLoader } from './render-loader.ts';
export { sha256 } from './sha256.ts';
