'use client';
import { useStaff } from '@/lib/client/use-staff';
import { useI18n } from '@/lib/messages/provider';
import { type Tab, Tabs } from '../ui/tabs';
import { AccessTab } from './settings/access-tab';
import { DeliveryTab } from './settings/delivery-tab';
import { HoursTab } from './settings/hours-tab';
import { LoyaltyTab } from './settings/loyalty-tab';
import { StaffTab } from './settings/staff-tab';
import { TextsTab } from './settings/texts-tab';

/** The settings, as far as the role reaches: every one sees the programme and their own access. */
export function AdminSettings() {
  const { t } = useI18n();
  const { can } = useStaff();
  const tabs: Tab[] = [
    { value: 'loyalty', name: t('settings.tab.loyalty'), content: <LoyaltyTab /> },
    ...(can('manager')
      ? [
          { value: 'delivery', name: t('settings.tab.delivery'), content: <DeliveryTab /> },
          { value: 'hours', name: t('settings.tab.hours'), content: <HoursTab /> },
        ]
      : []),
    ...(can('owner')
      ? [
          { value: 'texts', name: t('settings.tab.texts'), content: <TextsTab /> },
          { value: 'staff', name: t('settings.tab.staff'), content: <StaffTab /> },
        ]
      : []),
    { value: 'access', name: t('settings.tab.access'), content: <AccessTab /> },
  ];
  return (
    <>
      <h1 className="mb-3 text-2xl">{t('admin.settings')}</h1>
      <Tabs label={t('settings.tabs')} tabs={tabs} />
    </>
  );
}
