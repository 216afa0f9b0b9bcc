/** Texts of messages to customers, and of the switches for them. */
export const notices = {
  'notice.accepted': 'Заказ {number} принят. Начинаем готовить.',
  'notice.ready': 'Заказ {number} готов и ждёт курьера.',
  'notice.readyPickUp': 'Заказ {number} готов. Можно забирать.',
  'notice.on_way': 'Заказ {number} в пути.',
  'notice.delivered': 'Заказ {number} доставлен. Приятного аппетита!',
  'notice.issued': 'Заказ {number} выдан. Приятного аппетита!',
  'notice.cancelled': 'Заказ {number} отменён. Если вы платили онлайн, деньги вернутся.',
  'notice.paidOut': {
    one: 'За заказ {number} начислен {count} балл. 1 балл = 1 ₽.',
    few: 'За заказ {number} начислены {count} балла. 1 балл = 1 ₽.',
    many: 'За заказ {number} начислено {count} баллов. 1 балл = 1 ₽.',
    other: 'За заказ {number} начислено {count} балла. 1 балл = 1 ₽.',
  },
  'notice.expiring': {
    one: 'Скоро сгорит {count} балл. Последний день: {day}.',
    few: 'Скоро сгорят {count} балла. Последний день: {day}.',
    many: 'Скоро сгорят {count} баллов. Последний день: {day}.',
    other: 'Скоро сгорит {count} балла. Последний день: {day}.',
  },
  'notice.birthday': {
    one: 'С днём рождения! Дарим {count} балл.',
    few: 'С днём рождения! Дарим {count} балла.',
    many: 'С днём рождения! Дарим {count} баллов.',
    other: 'С днём рождения! Дарим {count} балла.',
  },
  'notice.birthdayUntil': {
    one: 'С днём рождения! Дарим {count} балл. Потратить можно до {day} включительно.',
    few: 'С днём рождения! Дарим {count} балла. Потратить можно до {day} включительно.',
    many: 'С днём рождения! Дарим {count} баллов. Потратить можно до {day} включительно.',
    other: 'С днём рождения! Дарим {count} балла. Потратить можно до {day} включительно.',
  },
} as const;

/** The profile page's part. */
export const noticeSwitches = {
  'notices.title': 'Уведомления',
  'notices.lead': 'О чём писать вам в Telegram или по телефону.',
  'notices.order_status': 'Заказ в пути',
  'notices.order_statusHint': 'Принят, готов, едет, доставлен, отменён',
  'notices.paid_out': 'Баллы начислены',
  'notices.paid_outHint': 'Когда приходят баллы за заказ, оплаченный наличными',
  'notices.expiring': 'Баллы скоро сгорят',
  'notices.expiringHint': 'За неделю до последнего дня',
  'notices.birthday': 'Подарок ко дню рождения',
  'notices.birthdayHint': 'Когда он уже на балансе',
} as const;
