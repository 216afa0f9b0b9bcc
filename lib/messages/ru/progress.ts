/** Texts of an order that is under way. */
export const progress = {
  'progress.unpaid': 'Ждём оплату',
  'progress.new': 'Ждём, когда ресторан примет заказ',
  'progress.accepted': 'Ресторан принял заказ',
  'progress.preparing': 'Готовим ваш заказ',
  'progress.waitsCourier': 'Готово, ждём курьера',
  'progress.waitsGuest': 'Готово, можно забирать',
  'progress.on_way': 'Курьер уже едет',
  'progress.about': 'Примерно к {at}',
  'day.today': 'Сегодня',
  'day.yesterday': 'Вчера',
  'orders.moreDishes': 'и ещё {count}',
  'cart.toCheckout': 'К оформлению',
} as const;
