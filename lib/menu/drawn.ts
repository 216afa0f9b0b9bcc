/** The drawings that come with the site, under public/menu. Pure; the page uses it too. */

export const drawnPictures = [
  'kasha',
  'syrniki',
  'bliny',
  'omlet',
  'borsch',
  'solyanka',
  'ukha',
  'lapsha',
  'okroshka',
  'pelmeni',
  'stroganov',
  'kiev',
  'golubtsy',
  'zharkoe',
  'sudak',
  'olivie',
  'shuba',
  'vinegret',
  'soleniya',
  'pirozhki',
  'medovik',
  'sharlotka',
  'mors',
  'chay',
] as const;

export const drawnPath = (name: (typeof drawnPictures)[number]) => `/menu/${name}.svg`;

/** Where an uploaded picture is served; its key is made from its bytes, so it never changes. */
export const UPLOADED = '/api/menu/pictures/';
const UPLOADED_PATH = /^\/api\/menu\/pictures\/([0-9a-f]{32})$/;

/** The key of an uploaded picture; null for a drawing. */
export function uploadedKey(image: string): string | null {
  return UPLOADED_PATH.exec(image)?.[1] ?? null;
}

/** May a dish have it? A drawing, or the address of an uploaded picture. */
export function isPictureAddress(image: string): boolean {
  return drawnPictures.some((name) => drawnPath(name) === image) || uploadedKey(image) !== null;
}
