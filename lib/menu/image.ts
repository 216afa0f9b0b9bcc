/** What kind of picture some bytes are: told by themselves, never by their name. Pure. */

export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PictureType = (typeof pictureTypes)[number];

/** Longest picture, bytes: phones' photos are made smaller before they are sent. */
export const MOST_PICTURE_BYTES = 3 * 1024 * 1024;
/** Longest side, pixels: a tiny file can unfold into a picture that no phone bears. */
export const MOST_PICTURE_SIDE = 6000;
const LEAST_SIDE = 32;

export interface PictureFacts {
  type: PictureType;
  width: number;
  height: number;
}

/** null: not a JPEG, PNG or WebP picture of a size that a menu shows. */
export function readPicture(bytes: Uint8Array): PictureFacts | null {
  const facts = readPng(bytes) ?? readWebp(bytes) ?? readJpeg(bytes);
  if (!facts) return null;
  const [least, most] = [Math.min(facts.width, facts.height), Math.max(facts.width, facts.height)];
  return least >= LEAST_SIDE && most <= MOST_PICTURE_SIDE ? facts : null;
}

/** Text of some bytes, one sign a byte. */
function ascii(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readPng(bytes: Uint8Array): PictureFacts | null {
  if (bytes.length < 33 || ascii(bytes, 0, 8) !== '\x89PNG\r\n\x1a\n') return null;
  if (ascii(bytes, 12, 4) !== 'IHDR') return null;
  const data = view(bytes);
  return { type: 'image/png', width: data.getUint32(16), height: data.getUint32(20) };
}

function readWebp(bytes: Uint8Array): PictureFacts | null {
  if (bytes.length < 30 || ascii(bytes, 0, 4) !== 'RIFF' || ascii(bytes, 8, 4) !== 'WEBP') {
    return null;
  }
  const data = view(bytes);
  const type = 'image/webp';
  switch (ascii(bytes, 12, 4)) {
    case 'VP8 ':
      return {
        type,
        width: data.getUint16(26, true) & 0x3fff,
        height: data.getUint16(28, true) & 0x3fff,
      };
    case 'VP8L': {
      const bits = data.getUint32(21, true);
      return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X': {
      const side = (at: number) => data.getUint16(at, true) + (data.getUint8(at + 2) << 16) + 1;
      return { type, width: side(24), height: side(27) };
    }
    default:
      return null;
  }
}

function readJpeg(bytes: Uint8Array): PictureFacts | null {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const data = view(bytes);
  // Segment by segment to the frame's header, which has the size.
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    const isFrame =
      marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      return { type: 'image/jpeg', height: data.getUint16(at + 5), width: data.getUint16(at + 7) };
    }
    // Fill bytes stand alone; every other segment tells its length.
    at += marker === 0xff ? 1 : 2 + data.getUint16(at + 2);
  }
  return null;
}
