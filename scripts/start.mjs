/** `npm start`: serves the built site on BIND_HOST (default 0.0.0.0) and PORT (default 3000). */
import { spawn } from 'node:child_process';
import { localCommand } from './lib/run.mjs';

const { BIND_HOST = '0.0.0.0', PORT = '3000' } = process.env;
const [command, ...args] = [localCommand('next'), 'start', '-H', BIND_HOST, '-p', PORT].flat();
const site = spawn(command, args, { stdio: 'inherit', env: { ...process.env, BIND_HOST } });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => site.kill(signal));
site.on('exit', (code) => process.exit(code ?? 1));
