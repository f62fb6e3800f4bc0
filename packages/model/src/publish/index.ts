export { announcedChange } from './announced-change.ts';
export { askedSubject } from './asked-subject.ts';
export { briefFinding } from './brief-finding.ts';
export { buildChangeNotice } from './build-change-notice.ts';
export { buildJointUse } from './build-documents.ts';
export { buildWording } from './build-wording.ts';
export { canonicalJson } from './canonical-json.ts';
export { checkAgainst } from './check-against.ts';
export { type CheckedConfig, checkConfig, pollutingKeys, shapeFindings } from './check-config.ts';
export { checkRegister } from './check-register.ts';
export { editionAt, purposesAffected, rowsInForce } from './edition-at.ts';
export { type Finding, pathText } from './finding.ts';
export {
  makePublished,
  type PublishedComing,
  type PublishedConfig,
  type PublishedWords,
  publishConfig,
} from './publish-config.ts';
export { type RegisterChanges, registerChanges } from './register-changes.ts';
export { type HeadFile, type HeadSnippet, plainTag, renderHeadSnippet, strictTag } from './render-head-snippet.ts';
export {
  CONFIG_PLACEHOLDER,
  type LoaderFile,
  loaderFileOf,
  renderLoader,
  renderStrictLoader,
  STRICT_BRIDGE,
  STRICT_FILE,
  strictLoaderFileOf,
} from './render-loader.ts';
export { sha256 } from './sha256.ts';
export { textsOf } from './texts-of.ts';
