/** Texts of an order that is under way. */
export const progress = {
  'progress.unpaid': 'Waiting for the payment',
  'progress.new': 'Waiting for the restaurant to accept',
  'progress.accepted': 'The restaurant has accepted your order',
  'progress.preparing': 'We are cooking your order',
  'progress.waitsCourier': 'Ready, waiting for the courier',
  'progress.waitsGuest': 'Ready to be picked up',
  'progress.on_way': 'The courier is on the way',
  'progress.about': 'Around {at}',
  'day.today': 'Today',
  'day.yesterday': 'Yesterday',
  'orders.moreDishes': 'and {count} more',
  'cart.toCheckout': 'To checkout',
} as const;
