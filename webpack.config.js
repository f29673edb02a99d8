const { resolve } = require('node:path');
const HtmlPlugin = require('html-webpack-plugin');
const CopyPlugin = require('copy-webpack-plugin');
const MinimizerPlugin = require('minimizer-webpack-plugin');

/** URL of office.js: self-hosted from its npm package, or Microsoft's CDN for `npm run build:store`, as the store requires. */
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
    // Minifying with swc cuts the build from 123 s to 35 s; the pane is no larger.
    minimizer: [new MinimizerPlugin({ minify: MinimizerPlugin.swcMinify })],
    // One runtime per page, so that the pane and the ribbon commands share their modules and state.
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
    // With the shared runtime, the pane's page also runs the ribbon commands.
    page('taskpane.html', 'taskpane.html', ['taskpane', 'commands']),
    page('preview.html', 'preview.html', ['preview']),
    // The pane for the preview over plain HTTP: office.js trusts only HTTPS hosts; the `trust` script overrides this, on this page only.
    page('preview-taskpane.html', 'taskpane.html', ['taskpane', 'commands'], { before: 'trust' }),
    page('sign-in.html', 'sign-in.html', ['sign-in']),
    page('index.html', 'index.html', []),
    page('support.html', 'support.html', []),
    page('privacy.html', 'privacy.html', []),
    new CopyPlugin({
      patterns: [
        { from: 'assets', to: 'assets' },
        { from: 'src/pages/document.css', to: 'assets' },
        { from: 'docs/preview*.png', to: 'assets/[name][ext]' },
      ],
    }),
  ],
  performance: { hints: false },
  stats: 'errors-warnings',
};
