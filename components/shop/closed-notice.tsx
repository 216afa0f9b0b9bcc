'use client';
import type { MenuAnswer, RestaurantView } from '@/lib/api/answers';
import { restaurantOf } from '@/lib/client/contract';
import { useI18n } from '@/lib/messages/provider';
import { Notice } from '../ui/notice';

/** "Сейчас мы закрыты, откроемся завтра в 10:00"; null while open. */
export function useClosedText(restaurant: RestaurantView | undefined): string | null {
  const { t, date, time, dateTime } = useI18n();
  if (!restaurant || restaurant.open) return null;
  const { opensAt } = restaurant;
  if (!opensAt) return t('hours.closed');
  const days = [0, 1].map((ahead) => date(new Date(Date.now() + ahead * 86_400_000).toISOString()));
  const ahead = days.indexOf(date(opensAt));
  const at =
    ahead === 0
      ? t('hours.today', { time: time(opensAt) })
      : ahead === 1
        ? t('hours.tomorrow', { time: time(opensAt) })
        : dateTime(opensAt);
  return t('hours.closedUntil', { at });
}

/** Over the menu while the restaurant is closed. */
export function ClosedNotice({ menu }: { menu: MenuAnswer }) {
  const { t } = useI18n();
  const text = useClosedText(restaurantOf(menu));
  if (!text) return null;
  return (
    <div className="mb-2">
      <Notice title={text}>{t('hours.orderAhead')}</Notice>
    </div>
  );
}
