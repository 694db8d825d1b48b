import cdk from 'eslint-plugin-awscdk';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/**', 'cdktf.out/**', 'manifests/**', '.jsii', 'node_modules/**'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.dev.json', tsconfigRootDir: import.meta.dirname } },
    plugins: { cdk, import: importX },
    rules: {
      '@typescript-eslint/explicit-member-accessibility': 'error',
      '@typescript-eslint/member-ordering': [
        'error',
        {
          default: [
            'public-static-field',
            'public-static-method',
            'field',
            'constructor',
            'get',
            'public-method',
            'protected-method',
            'private-method',
          ],
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-return': 'error',
      'cdk/no-construct-in-interface': 'error',
      'cdk/no-mutable-property-of-props-interface': 'error',
      'cdk/pascal-case-construct-id': 'off',
      // A construct's children belong below it, not beside it.
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "MethodDefinition[kind='constructor'] NewExpression > Identifier.arguments:first-child[name='scope']",
          message: 'Pass this: children made in scope collide when the construct is used twice.',
        },
      ],
      'cdk/require-props-default-doc': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', 400],
      'import/no-default-export': 'off',
      'import/order': [
        'error',
        {
          groups: ['builtin', 'external', 'internal', 'parent', 'sibling', 'index'],
          alphabetize: { order: 'asc', orderImportKind: 'ignore', caseInsensitive: true },
          pathGroups: [{ pattern: 'bigdata-constructs{,/**}', group: 'external' }],
        },
      ],
    },
  },
  {
    files: ['lib/**/*.ts'],
    rules: { 'import/no-default-export': 'error', 'no-console': 'error' },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/explicit-member-accessibility': 'off' },
  },
);
