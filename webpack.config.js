const { resolve } = require('node:path');
const HtmlPlugin = require('html-webpack-plugin');
const CopyPlugin = require('copy-webpack-plugin');
const MinimizerPlugin = require('minimizer-webpack-plugin');

/** Where the pane gets office.js from: its package, served by us; `npm run build:store` takes Microsoft's address, which the store demands. */
const OFFICE_JS = process.env.OFFICE_JS ?? '/office-js/office.js';

const page = (name, template, chunks, more = {}) =>
  new HtmlPlugin({
    filename: name,
    template: `src/pages/${template}`,
    chunks,
    scriptLoading: 'defer',
    officeJs: OFFICE_JS,
    before: '',
    ...more,
  });

/** @type {import('webpack').Configuration} */
module.exports = {
  mode: 'production',
  entry: {
    taskpane: './src/taskpane/main.tsx',
    commands: './src/commands/commands.ts',
    preview: './src/preview/page/main.ts',
    trust: './src/preview/page/trust.ts',
    'sign-in': './src/taskpane/sign-in/main.ts',
  },
  output: { path: resolve(__dirname, 'dist/web'), filename: '[name].[contenthash:8].js', publicPath: '/', clean: true },
  optimization: {
    // With swc the build takes 35 s instead of 123 s, and the pane is as small.
    minimizer: [new MinimizerPlugin({ minify: MinimizerPlugin.swcMinify })],
    // One instance of each module in a page: the pane and the ribbon's functions share what they know.
    runtimeChunk: { name: (entry) => (entry.name === 'taskpane' || entry.name === 'commands' ? 'runtime' : false) },
  },
  resolve: { extensions: ['.tsx', '.ts', '.js'] },
  module: {
    rules: [
      {
        test: /\.tsx?$/,
        loader: 'swc-loader',
        options: { jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } } },
      },
      { test: /\.css$/, use: ['style-loader', 'css-loader'] },
    ],
  },
  plugins: [
    // With the shared runtime the pane's page runs the ribbon's functions too.
    page('taskpane.html', 'taskpane.html', ['taskpane', 'commands']),
    page('commands.html', 'commands.html', ['commands']),
    page('preview.html', 'preview.html', ['preview']),
    // The same pane for the preview on plain http: office.js trusts only https, and `trust` tells it otherwise, here alone.
    page('preview-taskpane.html', 'taskpane.html', ['taskpane', 'commands'], { before: 'trust' }),
    page('sign-in.html', 'sign-in.html', ['sign-in']),
    page('index.html', 'index.html', []),
    page('help.html', 'help.html', []),
    new CopyPlugin({ patterns: [{ from: 'assets', to: 'assets' }] }),
  ],
  performance: { hints: false },
  stats: 'errors-warnings',
};
