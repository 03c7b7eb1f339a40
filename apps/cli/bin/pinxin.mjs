#!/usr/bin/env node
// Starts the command line on a Node that runs TypeScript sources, whichever Node opened this file.
// Plain JavaScript on purpose: an older system Node must be able to read it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 18)) {
  await import(new URL('../src/main.ts', import.meta.url).href);
} else {
  const packaged = ['../../../node_modules/.bin/node', '../../../node_modules/.bin/node.cmd']
    .map(path => fileURLToPath(new URL(path, import.meta.url)))
    .find(existsSync);
  if (packaged === undefined) {
    console.error(
      `品信需要 Node 22.18 或更新的版本，当前是 ${process.version}。请运行 npm ci，它会装好自带的 Node 24。`,
    );
    console.error(
      `Pinxin needs Node 22.18 or newer; this is ${process.version}. Run npm ci: it installs Node 24 beside the project.`,
    );
    process.exit(1);
  }
  const child = spawn(packaged, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
