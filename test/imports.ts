import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** One import, export-from, dynamic import or import type of a source file. */
export interface Import {
  specifier: string;
  line: number;
  /** Gone when compiled, so it costs nothing and runs nothing. */
  typeOnly: boolean;
  /** `import()`: its target is loaded when the call runs, not before. */
  dynamic: boolean;
}

/** Every import of a TypeScript file, as the compiler's own parser sees it. */
export function importsOf(path: string): Import[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, kind: { typeOnly?: boolean; dynamic?: boolean } = {}) => {
    if (!node || !ts.isStringLiteralLike(node)) return;
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    found.push({ specifier: node.text, line, typeOnly: false, dynamic: false, ...kind });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, { typeOnly: node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword });
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, { typeOnly: node.isTypeOnly });
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, { typeOnly: true });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], { dynamic: true });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
