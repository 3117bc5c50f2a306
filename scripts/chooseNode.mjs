/**
 * Runs after `npm install`. Trendroom needs Node >= 22.12 (better-sqlite3 and the
 * type stripping that runs our TypeScript). The `node` package puts a Node 24 in
 * node_modules/.bin, where npm scripts find it first; when the user's own Node is
 * new enough, that link is taken away so that the user's Node runs instead.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const userNode = process.env.npm_node_execpath ?? process.execPath;
const version = execFileSync(userNode, ['--version'], { encoding: 'utf8' }).trim();
const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
const newEnough = major > 22 || (major === 22 && minor >= 12);

if (newEnough) {
  for (const name of ['node', 'node.cmd', 'node.ps1']) {
    rmSync(fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url)), {
      force: true,
    });
  }
}
