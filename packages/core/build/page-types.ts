import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const SOURCES = ['noren', 'events'].map((name) => fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url)));
const OWN = fileURLToPath(new URL('../..', import.meta.url));
// A type that a schema infers has no words of its own: it is spelled out.
const SPELLED =
  ts.NodeBuilderFlags.NoTruncation |
  ts.NodeBuilderFlags.InTypeAlias |
  ts.NodeBuilderFlags.MultilineObjectLiterals |
  ts.NodeBuilderFlags.UseSingleQuotesForStringLiteralType;

const HEAD = (
  version: string,
): string => `// Types of Noren's page API and of its events, catalogue ${version}. Written by \`npm run build\`: for a page that is written in
// TypeScript and loads noren.js by its script tag. A module that is compiled together with it knows \`window.noren\` and \`noren:<type>\`.
`;

const GLOBAL = `/** What \`window.noren\` is before and after noren.js has loaded: both take callbacks. */
export interface NorenQueue {
  push(...callbacks: ((noren: Noren) => void)[]): number;
}

type NorenWindowEvents = { [Type in NorenEventType as \`noren:\${Type}\`]: CustomEvent<NorenEventMap[Type]> };

declare global {
  interface Window {
    noren?: NorenQueue;
  }
  interface WindowEventMap extends NorenWindowEvents {}
}
`;

/**
 * The page API and the events as one file of types that needs nothing else, from the types themselves: every declaration that
 * `Noren` and `NorenEventMap` lead to, in its own words.
 * @throws {Error} when one of them cannot be found
 */
export function pageTypes(): string {
  const program = ts.createProgram(SOURCES, {
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    exactOptionalPropertyTypes: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    resolveJsonModule: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const printer = ts.createPrinter();
  const wanted = new Map<string, ts.Symbol>();

  const want = (symbol: ts.Symbol): void => {
    const found = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const isOwn = found.declarations?.some((node) => node.getSourceFile().fileName.startsWith(OWN));
    // A type parameter is declared within what is taken over.
    if (!isOwn || found.flags & ts.SymbolFlags.TypeParameter) return;
    const other = wanted.get(found.name);
    if (other && other !== found) throw new Error(`two types are called ${found.name}`);
    wanted.set(found.name, found);
  };
  for (const [at, name] of [
    [0, 'Noren'],
    [1, 'NorenEventMap'],
    [1, 'NorenEventType'],
  ] as const) {
    const file = program.getSourceFile(SOURCES[at] as string);
    const module = file && checker.getSymbolAtLocation(file);
    const symbol = module && checker.getExportsOfModule(module).find((found) => found.name === name);
    if (!symbol) throw new Error(`${SOURCES[at]} has no ${name}`);
    want(symbol);
  }

  function written(symbol: ts.Symbol): string {
    const node = symbol.declarations?.[0] as ts.Declaration;
    const name = symbol.name;
    if (ts.isTypeAliasDeclaration(node) && /\bz\.infer</.test(node.type.getText())) {
      const doc = ts.displayPartsToString(symbol.getDocumentationComment(checker));
      const type = checker.typeToTypeNode(checker.getTypeFromTypeNode(node.type), undefined, SPELLED);
      if (!type) throw new Error(`${name} cannot be spelled out`);
      const text = printer.printNode(ts.EmitHint.Unspecified, type, node.getSourceFile());
      return `${doc && `/** ${doc} */\n`}export type ${name} = ${text};\n`;
    }
    const look = (inner: ts.Node): void => {
      if (ts.isTypeReferenceNode(inner) || ts.isExpressionWithTypeArguments(inner)) {
        const found = checker.getSymbolAtLocation('typeName' in inner ? inner.typeName : inner.expression);
        if (found) want(found);
      }
      ts.forEachChild(inner, look);
    };
    look(node);
    // With what is said above it.
    return `${node.getFullText().trim()}\n`;
  }

  const texts: string[] = [];
  // Each may lead to more.
  for (const symbol of wanted.values()) texts.push(written(symbol));
  const version = /EVENT_CATALOGUE = '([\d.]+)'/.exec(program.getSourceFile(SOURCES[1] as string)?.text ?? '')?.[1];
  if (!version) throw new Error(`${SOURCES[1]} has no EVENT_CATALOGUE`);
  return `${HEAD(version)}\n${texts.join('\n')}\n${GLOBAL}`;
}
