import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { NorenError } from '@noren/model';
import { briefFinding } from '@noren/model/publish';
import { parseConfig } from '../config/parse-config.ts';
import type { LocatedFinding } from '../located-finding.ts';
import { readText } from '../read-text.ts';
import type { ContainerExport } from './container.ts';
import { shapeFindings } from './shape-findings.ts';

/** A container that was read. */
export interface ReadContainer {
  /** Missing where it cannot be read as one. */
  readonly container?: ContainerExport;
  readonly findings: readonly LocatedFinding[];
  /** Puts findings at their places in the file. */
  locate(found: LocatedFinding): LocatedFinding;
}

/** Tag Manager itself takes no container of more than a few megabytes. */
const MOST_BYTES = 50_000_000;

/**
 * Reads an exported container.
 * @throws {NorenError} `unreadable-file`, `file-too-large`
 */
export async function readContainer(cwd: string, file: string): Promise<ReadContainer> {
  const { size } = await stat(resolve(cwd, file)).catch(() => ({ size: 0 }));
  if (size > MOST_BYTES)
    throw new NorenError({
      code: 'file-too-large',
      path: file,
      received: size,
      fix: `no container has more than ${MOST_BYTES} bytes: is this the export?`,
    });
  const { value, findings, positionOf } = parseConfig(await readText(cwd, file), { comments: false });
  const locate = (found: LocatedFinding): LocatedFinding => briefFinding({ ...found, ...positionOf(found.path) });
  // What is no JSON was found by the reader of configs, which calls it one.
  const syntax = findings.map((found) => {
    // A config may have what an export never has.
    const fix = found.fix.includes('.jsonc')
      ? 'an export has neither comments nor trailing commas: name the file that Tag Manager has exported'
      : found.fix;
    return briefFinding(found.code === 'config-not-json' ? { ...found, code: 'container-not-json', fix } : found);
  });
  if (value === undefined) return { findings: syntax, locate };
  const shape = shapeFindings(value).map(locate);
  const all = [...syntax, ...shape];
  return all.length > 0 ? { findings: all, locate } : { container: value as ContainerExport, findings: [], locate };
}
