'use client';
import { useI18n } from '@/lib/messages/provider';
import { Tabs } from '../../ui/tabs';
import { EditsTab } from './edits-tab';
import { LogsTab } from './logs-tab';
import { RunsTab } from './runs-tab';
import { StateTab } from './state-tab';

/** How the site is, what its jobs did, and who did what. */
export function HealthScreen() {
  const { t } = useI18n();
  return (
    <>
      <h1 className="mb-4 text-2xl">{t('health.title')}</h1>
      <Tabs
        label={t('health.tabs')}
        tabs={[
          { value: 'state', name: t('health.tab.state'), content: <StateTab /> },
          { value: 'runs', name: t('health.tab.runs'), content: <RunsTab /> },
          { value: 'logs', name: t('health.tab.logs'), content: <LogsTab /> },
          { value: 'edits', name: t('health.tab.edits'), content: <EditsTab /> },
        ]}
      />
    </>
  );
}
