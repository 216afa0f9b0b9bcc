/** Dishes, and the pictures that were uploaded for them. */
import { z } from 'zod';
import type { MenuItem, MenuStore, PictureStore } from '../port-menu';
import type { WireRow } from './client';
import type { NocoFiles } from './files';
import { where } from './filter';
import type { NocoTable } from './table';
import {
  flag,
  forPeople,
  id,
  insertMarked,
  int,
  jsonText,
  kopecks,
  reader,
  rubles,
  text,
} from './wire';

const MAX_DISHES = 10_000;

const addOn = z.strictObject({ id: text, name: text, priceKopecks: int });

const readDish = reader(
  {
    Id: id,
    Name: text,
    Category: text,
    Description: text,
    Price: kopecks,
    Portion: text,
    Image: text,
    Groups: z
      .array(z.strictObject({ id: text, name: text, min: int, max: int, options: z.array(addOn) }))
      .nullable(),
    'Add Ons': z.array(addOn),
    Available: flag,
    Removed: flag,
    Position: int,
    Version: int.nullable(),
  },
  (row): MenuItem => ({
    id: row.Id,
    category: row.Category,
    name: row.Name,
    description: row.Description,
    priceKopecks: row.Price,
    portion: row.Portion,
    image: row.Image,
    // Dishes from before there were any.
    groups: row.Groups ?? [],
    addOns: row['Add Ons'],
    available: row.Available,
    removed: row.Removed,
    position: row.Position,
    version: row.Version ?? 0,
  }),
);

/** Only the columns of the fields that are given. */
function dishColumns(dish: Partial<Omit<MenuItem, 'id'>>): WireRow {
  const columns: WireRow = {
    Name: dish.name,
    Category: dish.category,
    Description: dish.description,
    Price: dish.priceKopecks === undefined ? undefined : rubles(dish.priceKopecks),
    Portion: dish.portion,
    Image: dish.image,
    Groups: dish.groups === undefined ? undefined : jsonText(dish.groups),
    'Add Ons': dish.addOns === undefined ? undefined : jsonText(dish.addOns),
    Available: dish.available,
    Removed: dish.removed,
    Position: dish.position,
    Version: dish.version,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

export function nocoMenu(table: NocoTable): MenuStore {
  return {
    async all() {
      const dishes = (await table.find([], { sort: 'Id', limit: MAX_DISHES })).map(readDish);
      return dishes.sort((a, b) => a.position - b.position || a.id - b.id);
    },
    async byId(dishId) {
      const row = await table.one([where.eq('Id', dishId)]);
      return row && readDish(row);
    },
    async insert(dish) {
      const row = await insertMarked(table, 'Write Mark', dishColumns({ ...dish, version: 0 }));
      if (!row) throw new Error('a fresh mark is taken');
      return readDish(row);
    },
    async update(dishId, patch) {
      return readDish(await table.update(dishId, dishColumns(patch)));
    },
  };
}

/** An attachment as NocoDB lists it: with a path on its own disk, or an address elsewhere. */
const attachment = z.object({
  path: z.string().optional(),
  signedPath: z.string().optional(),
  url: z.string().optional(),
  signedUrl: z.string().optional(),
});

const readPicture = reader(
  { Id: id, Picture: z.array(attachment).nullable() },
  ({ Id, Picture }) => ({ id: Id, file: Picture?.[0] }),
);

/** The address to fetch an attachment from: signed where NocoDB signs. */
function addressOf(file: z.infer<typeof attachment> | undefined): string | null {
  const path = file?.signedPath ?? file?.path;
  if (path) return `/${path}`;
  // NocoDB keeps its attachments elsewhere (S3): that is behind https.
  const url = file?.signedUrl ?? file?.url;
  return url?.startsWith('https://') ? url : null;
}

export function nocoPictures(table: NocoTable, files: NocoFiles): PictureStore {
  async function find(key: string) {
    const row = await table.one([where.eq('Key', key)]);
    return row && readPicture(row);
  }

  return {
    async put({ key, type, bytes, adminId, at }) {
      let known = await find(key);
      if (!known) {
        const row = await insertMarked(table, 'Key', {
          Key: key,
          Type: type,
          Bytes: bytes.length,
          'Admin ID': adminId,
          'Uploaded At': forPeople(at),
        });
        known = row ? readPicture(row) : await find(key);
      }
      if (!known) throw new Error(`picture ${key} is there and is not`);
      // A row without its file is what a crash half-way left.
      if (!known.file) await files.attach(known.id, { name: key, type, bytes });
    },
    async has(key) {
      return Boolean((await find(key))?.file);
    },
    async read(key) {
      const address = addressOf((await find(key))?.file);
      return address === null ? null : files.download(address);
    },
  };
}
