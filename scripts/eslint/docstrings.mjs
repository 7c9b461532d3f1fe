/**
 * Two rules for what a library says of itself:
 * - `exported`: everything exported has a docstring.
 * - `default`: an optional field of an exported interface says with `@default` what happens without it.
 */

const DECLARATIONS = new Set([
  'ClassDeclaration',
  'FunctionDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSEnumDeclaration',
  'VariableDeclaration',
  'TSDeclareFunction',
]);

const docstring = (source, node) => {
  const last = source.getCommentsBefore(node).at(-1);
  return last?.type === 'Block' && last.value.startsWith('*') ? last.value : undefined;
};

const nameOf = (node) => node.id?.name ?? node.declarations?.[0]?.id?.name ?? 'it';

const exported = {
  meta: { type: 'suggestion', messages: { missing: 'say in a docstring what cannot be seen from the type of {{name}}' }, schema: [] },
  create: (context) => ({
    'Program > :matches(ExportNamedDeclaration, ExportDefaultDeclaration)[declaration]'(node) {
      const { declaration } = node;
      if (!DECLARATIONS.has(declaration.type) || docstring(context.sourceCode, node) !== undefined) return;
      const before = node.parent.body[node.parent.body.indexOf(node) - 1]?.declaration;
      const overload = before?.type === 'TSDeclareFunction' && nameOf(before) === nameOf(declaration);
      if (!overload) context.report({ node, messageId: 'missing', data: { name: nameOf(declaration) } });
    },
  }),
};

const optionalDefault = {
  meta: { type: 'suggestion', messages: { missing: 'say with @default what happens where {{name}} is left out' }, schema: [] },
  create: (context) => ({
    'ExportNamedDeclaration > TSInterfaceDeclaration[id.name=/(Props|Options)$/] > TSInterfaceBody > TSPropertySignature[optional=true]'(
      node,
    ) {
      if (docstring(context.sourceCode, node)?.includes('@default')) return;
      context.report({ node, messageId: 'missing', data: { name: context.sourceCode.getText(node.key) } });
    },
  }),
};

export default { rules: { exported, default: optionalDefault } };
