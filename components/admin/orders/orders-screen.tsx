'use client';
import { useI18n } from '@/lib/messages/provider';
import { Tabs } from '../../ui/tabs';
import { Board } from './board';
import { OrdersTable } from './orders-table';
import { SoundSwitch } from './sound-switch';

/** Orders: the board of the shift, and the table of all of them. */
export function OrdersScreen() {
  const { t } = useI18n();
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <h1 className="me-auto text-2xl">{t('admin.orders')}</h1>
        <SoundSwitch />
      </div>
      <Tabs
        label={t('board.views')}
        param="view"
        tabs={[
          { value: 'board', name: t('board.tab'), content: <Board /> },
          { value: 'table', name: t('board.table'), content: <OrdersTable /> },
        ]}
      />
    </>
  );
}
