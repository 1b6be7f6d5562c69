import { spawn } from 'node:child_process';

/** Runs ffmpeg to its end and gives what it writes to stdout; an error with its words where it fails. */
export function ffmpeg(args: readonly string[]): Promise<Buffer> {
  const child = spawn('ffmpeg', ['-nostdin', '-hide_banner', '-v', 'error', '-y', ...args]);
  const stdout: Buffer[] = [];
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-500);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(stdout));
      else reject(new Error(`ffmpeg ended with ${code}: ${said.trim()}`));
    });
  });
}

/** The first audio track as mono 16-bit samples at its own rate. */
export async function decode(file: string): Promise<Int16Array> {
  const bytes = await ffmpeg(['-i', `file:${file}`, '-map', '0:a:0', '-ac', '1', '-f', 's16le', '-']);
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/** Samples per channel that come out of a file. */
export async function decodedLength(file: string): Promise<number> {
  return (await decode(file)).length;
}
