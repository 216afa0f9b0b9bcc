/** Texts about a payment at the bank: on the way there, and back. */
export const bank = {
  'bank.leaving': 'Going to the payment page…',
  'bank.checking': 'Checking the payment',
  'bank.checkingText': 'The bank answers in a few seconds.',
  'bank.waiting': 'The payment is not finished',
  'bank.waitingText':
    'If you have paid, this page will show it by itself. If not, go back to the payment or choose another way.',
  'bank.resume': 'Back to the payment',
  'bank.other': 'Another way to pay',
  'bank.declined.insufficient_funds': 'There is not enough money. Try another card or way.',
  'bank.declined.card_expired': 'The card has expired. Try another one.',
  'bank.declined.invalid_card_number': 'The card number is wrong. Try again.',
  'bank.declined.invalid_csc': 'The security code is wrong. Try again.',
  'bank.declined.3d_secure_failed': 'The bank was not given a confirmation. Try again.',
  'bank.declined.expired_on_confirmation': 'The time to pay is over. The order is kept, try again.',
  'bank.declined.payment_method_limit_exceeded':
    'The limit of the card is exceeded. Try another card or way.',
  'bank.declined.issuer_unavailable': 'The bank does not answer. Try a little later.',
  'bank.declined.other': 'The order is kept. Try again or choose another way.',
} as const;
