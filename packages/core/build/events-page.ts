import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const SOURCE = fileURLToPath(new URL('../src/events.ts', import.meta.url));
const FLAGS = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

/**
 * docs/events.md, from the typed catalogue and what is said there.
 * @throws {Error} when an event says neither when it comes, since which version, nor what it says after a refusal
 */
export function eventsPage(): string {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    resolveJsonModule: true,
    types: [],
  };
  const program = ts.createProgram([SOURCE], options);
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(SOURCE);
  const module = file && checker.getSymbolAtLocation(file);
  const exported = new Map((module ? checker.getExportsOfModule(module) : []).map((symbol) => [symbol.name, symbol]));

  const symbolOf = (name: string): ts.Symbol => {
    const symbol = exported.get(name);
    if (!symbol) throw new Error(`${SOURCE} has no ${name}`);
    return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  };
  const said = (symbol: ts.Symbol): string => ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const tagOf = (symbol: ts.Symbol, name: string): string => {
    const tag = symbol.getJsDocTags(checker).find((found) => found.name === name);
    const text = ts.displayPartsToString(tag?.text);
    if (!text) throw new Error(`the event "${symbol.name}" says no @${name}`);
    return oneLine(text);
  };
  /** A type in words that need no look-up: names of texts are spelled out, but for `Cause`, which the page lists. */
  const spelled = (type: ts.Type): string => {
    const { aliasSymbol, aliasTypeArguments = [] } = type;
    const [, value] = aliasTypeArguments;
    if (aliasSymbol?.name === 'Record' && value) return `Record<string, ${spelled(value)}>`;
    if (aliasSymbol?.name === 'Readonly' && aliasTypeArguments[0]) return spelled(aliasTypeArguments[0]);
    if (type.isUnion() && aliasSymbol && aliasSymbol.name !== 'Cause') return type.types.map(spelled).join(' | ');
    return checker.typeToString(type, file, FLAGS).replaceAll(/\breadonly /g, '');
  };
  const typeOf = (symbol: ts.Symbol): string => {
    const type = checker.getTypeOfSymbol(symbol);
    return spelled(symbol.flags & ts.SymbolFlags.Optional ? checker.getNonNullableType(type) : type);
  };
  /** Fields of an object, with those that are optional marked. */
  const fieldsOf = (type: ts.Type): string[][] =>
    checker.getPropertiesOfType(type).map((field) => {
      const mark = field.flags & ts.SymbolFlags.Optional ? '?' : '';
      return [`\`${field.name}${mark}\``, code(typeOf(field)), cell(said(field))];
    });

  const version = (symbolOf('EVENT_CATALOGUE').valueDeclaration as ts.VariableDeclaration).initializer?.getText();
  const causes = checker.getDeclaredTypeOfSymbol(symbolOf('Cause'));
  const causeNames = (causes as ts.UnionType).types.map((type) => code(String((type as ts.StringLiteralType).value)));
  const events = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbolOf('NorenEventMap')));
  const sections = events.map((event) => {
    if (!said(event)) throw new Error(`the event "${event.name}" does not say when it comes`);
    return `## \`${event.name}\`

${oneLine(said(event))} Since ${tagOf(event, 'since')}.

${table(fieldsOf(checker.getTypeOfSymbol(event)))}

With everything refused: ${lowerFirst(tagOf(event, 'refused'))}
`;
  });
  return `# Events

<!-- Written by \`npm run docs\` from packages/core/src/events.ts: change that. -->

Catalogue ${version?.replaceAll("'", '')}. ${oneLine(said(symbolOf('EVENT_CATALOGUE')).replace(/^[^.]*\.minor`\. /, ''))}

Every event is dispatched on \`window\` as \`noren:<type>\` with a frozen detail, and heard by \`noren.on(type, listener)\`. No event carries
an identifier of the visitor, a record, a member or a token of a link. \`track\` alone carries what the page itself has put into it.

\`cause\` is one of ${causeNames.join(', ')}. A list of purposes or services is one of their ids, which the config names.

${sections.join('\n')}`;
}

function table(rows: readonly string[][]): string {
  return ['| field | type | |', '|---|---|---|', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
}

const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ').trim();
const cell = (text: string): string => oneLine(text).replaceAll('|', '\\|');
const code = (text: string): string => `\`${text.replaceAll('|', '\\|').replaceAll('"', "'")}\``;
const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
