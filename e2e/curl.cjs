// The arguments of curl that docs/automation.md uses, for machines without it.
const { readFileSync, writeFileSync } = require('node:fs');
const { basename } = require('node:path');

async function main(words) {
  const headers = {};
  let [method, body, out, url] = ['GET', undefined, undefined, ''];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === '-sS' || word === '--fail') continue;
    else if (word === '-H') {
      const [, name, value] = /^([^:]+):\s*(.*)$/.exec(words[++at]);
      headers[name] = value;
    } else if (word === '-d') {
      body = readFileSync(words[++at].replace(/^@/, ''), 'utf8');
      method = 'POST';
    } else if (word === '-F') {
      const [, name, file] = /^([^=]+)=@(.+)$/.exec(words[++at]);
      body = new FormData();
      body.append(name, new Blob([readFileSync(file)]), basename(file));
      method = 'POST';
    } else if (word === '-o') out = words[++at];
    else if (word.startsWith('-')) throw new Error(`This stand-in knows no ${word}.`);
    else url = word;
  }
  const response = await fetch(url, { method, headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`HTTP ${response.status}: ${text}`);
  if (out === undefined) process.stdout.write(text);
  else writeFileSync(out, text);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 22;
});
