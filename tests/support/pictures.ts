/** Headers of pictures as cameras and browsers write them; no pixels follow, nobody draws them. */

const text = (s: string) => [...s].map((c) => c.charCodeAt(0));
const big = (n: number, bytes: number) =>
  Array.from({ length: bytes }, (_, i) => Math.floor(n / 256 ** (bytes - 1 - i)) % 256);
const little = (n: number, bytes: number) => big(n, bytes).reverse();

export function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  const header = [...text('IHDR'), ...big(width, 4), ...big(height, 4), 8, 2, 0, 0, 0];
  const signature = [0x89, ...text('PNG'), 13, 10, 26, 10];
  return new Uint8Array([...signature, ...big(13, 4), ...header, ...Array(40).fill(7)]);
}

/** With a camera's notes before the frame. */
export function jpeg(width: number, height: number): Uint8Array<ArrayBuffer> {
  const notes = [0xff, 0xe1, ...big(20, 2), ...Array(18).fill(1)];
  const frame = [0xff, 0xc2, ...big(17, 2), 8, ...big(height, 2), ...big(width, 2), 3];
  return new Uint8Array([0xff, 0xd8, ...notes, 0xff, ...frame, ...Array(40).fill(2)]);
}

export function webp(
  kind: 'VP8 ' | 'VP8L' | 'VP8X',
  width: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  const body = {
    'VP8 ': [0, 0, 0, 0x9d, 0x01, 0x2a, ...little(width, 2), ...little(height, 2)],
    VP8L: [0x2f, ...little((width - 1) | ((height - 1) << 14), 4)],
    VP8X: [0, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)],
  }[kind];
  const file = [...text('WEBP'), ...text(kind), ...little(body.length, 4), ...body];
  return new Uint8Array([...text('RIFF'), ...little(100, 4), ...file, ...Array(20).fill(3)]);
}
