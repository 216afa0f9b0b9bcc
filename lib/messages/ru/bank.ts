/** Texts about a payment at the bank: on the way there, and back. */
export const bank = {
  'bank.leaving': 'Переходим к оплате…',
  'bank.checking': 'Проверяем оплату',
  'bank.checkingText': 'Ждём ответа банка, это займёт несколько секунд.',
  'bank.waiting': 'Оплата не завершена',
  'bank.waitingText':
    'Если вы уже заплатили, статус обновится сам. Если нет, вернитесь к оплате или выберите другой способ.',
  'bank.resume': 'Вернуться к оплате',
  'bank.other': 'Другой способ оплаты',
  'bank.declined.insufficient_funds':
    'На карте не хватило денег. Попробуйте другую карту или способ.',
  'bank.declined.card_expired': 'Срок карты истёк. Попробуйте другую карту.',
  'bank.declined.invalid_card_number': 'Номер карты введён неверно. Попробуйте ещё раз.',
  'bank.declined.invalid_csc': 'Код с карты введён неверно. Попробуйте ещё раз.',
  'bank.declined.3d_secure_failed': 'Банк не получил подтверждения. Попробуйте ещё раз.',
  'bank.declined.expired_on_confirmation':
    'Время на оплату вышло. Заказ сохранён, попробуйте ещё раз.',
  'bank.declined.payment_method_limit_exceeded':
    'Превышен лимит карты. Попробуйте другую карту или способ.',
  'bank.declined.issuer_unavailable': 'Банк карты не отвечает. Попробуйте чуть позже.',
  'bank.declined.other': 'Заказ сохранён. Попробуйте ещё раз или выберите другой способ.',
} as const;
