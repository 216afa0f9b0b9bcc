/** A store on NocoDB: finds the base once, checks it, and knows its tables by id. */
import type { Store } from '../port';
import { nocoPages, nocoSessions, nocoWelcomes } from './accounts';
import { createNocoClient, type NocoConfig } from './client';
import { nocoFiles } from './files';
import { knownCodes, visibleCodes } from './grid-codes';
import { nocoJobRuns } from './job-runs';
import { nocoJournal, nocoSignIn } from './journal';
import { nocoLedger } from './ledger';
import { nocoMenu, nocoPictures } from './menu';
import { DEFAULT_BASE, findBase, missingFrom, tableOf } from './meta';
import { nocoNotices } from './notices';
import { nocoOrders } from './orders';
import { nocoAdmins, nocoEdits, nocoSettings } from './people';
import { nocoPromo } from './promo';
import type { TableTitle } from './schema';
import { type NocoTable, openTable } from './table';
import { nocoUsers } from './users';

export interface NocoStoreConfig extends NocoConfig {
  /** Title of the base; "Kopilka" when left out. */
  base?: string;
}

/** The base lacks tables or columns: setup was not run, or the grid was changed. */
export class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch';

  constructor(readonly missing: readonly string[]) {
    super(
      `NocoDB lacks what the site needs; run \`npm run setup\`. Missing: ${missing.join('; ')}`,
    );
  }
}

/** Throws `SchemaMismatch`, or `NocoError` when NocoDB cannot be asked. */
export async function createNocoStore(config: NocoStoreConfig): Promise<Store> {
  const { base: title = DEFAULT_BASE, ...rest } = config;
  const client = createNocoClient(rest);
  const base = await findBase(client, title);
  if (!base) throw new SchemaMismatch([`base ${title}`]);
  const missing = missingFrom(base);
  if (missing.length > 0) throw new SchemaMismatch(missing);

  const open = (name: TableTitle): NocoTable => openTable(client, base, name);
  const filesOf = (name: TableTitle, column: string) => {
    const { id, columns } = tableOf(base, name);
    const columnId = columns.find((c) => c.title === column)?.id;
    if (!columnId) throw new SchemaMismatch([`column ${name}.${column}`]);
    return nocoFiles(client, base.id, id, columnId);
  };
  const codes = open('Promo_Codes');
  return {
    users: nocoUsers(open('Users')),
    ledger: nocoLedger(open('Loyalty_Points_Transactions')),
    orders: nocoOrders({
      orders: open('Orders'),
      events: open('Order_Events'),
      items: open('Order_Items'),
    }),
    promo: {
      ...nocoPromo(knownCodes(codes), open('Promo_Redemptions')),
      ...visibleCodes(codes),
    },
    menu: nocoMenu(open('Menu_Items')),
    pictures: nocoPictures(open('Menu_Pictures'), filesOf('Menu_Pictures', 'Picture')),
    settings: nocoSettings(open('Settings')),
    edits: nocoEdits(open('Edits')),
    admins: nocoAdmins(open('Admins')),
    journal: nocoJournal(open('Loyalty_Logs'), open('User_Loyalty_Levels')),
    jobRuns: nocoJobRuns(open('Job_Runs')),
    signIn: nocoSignIn(open('Sign_In_Codes'), open('Sign_In_Tries')),
    sessions: nocoSessions(open('Sessions')),
    welcomes: nocoWelcomes(open('Welcome_Grants')),
    pages: nocoPages(open('Pages')),
    notices: nocoNotices(open('Notices'), open('Notice_Tries')),
  };
}
