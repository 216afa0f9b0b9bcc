/** Texts of messages to customers, and of the switches for them. */
export const notices = {
  'notice.accepted': 'Order {number} is accepted. We start cooking.',
  'notice.ready': 'Order {number} is ready and waits for its courier.',
  'notice.readyPickUp': 'Order {number} is ready to be picked up.',
  'notice.on_way': 'Order {number} is on its way.',
  'notice.delivered': 'Order {number} is delivered. Enjoy your meal!',
  'notice.issued': 'Order {number} is handed over. Enjoy your meal!',
  'notice.cancelled': 'Order {number} is cancelled. If you paid online, the money comes back.',
  'notice.paidOut': {
    one: '{count} point came for order {number}. 1 point = 1 ₽.',
    other: '{count} points came for order {number}. 1 point = 1 ₽.',
  },
  'notice.expiring': {
    one: '{count} point will expire soon. The last day: {day}.',
    other: '{count} points will expire soon. The last day: {day}.',
  },
  'notice.birthday': {
    one: 'Happy birthday! {count} point is our gift.',
    other: 'Happy birthday! {count} points are our gift.',
  },
  'notice.birthdayUntil': {
    one: 'Happy birthday! {count} point is our gift, to be spent up to {day}.',
    other: 'Happy birthday! {count} points are our gift, to be spent up to {day}.',
  },
} as const;

/** The profile page's part. */
export const noticeSwitches = {
  'notices.title': 'Messages',
  'notices.lead': 'What we may write to you about, in Telegram or by phone.',
  'notices.order_status': 'Where the order is',
  'notices.order_statusHint': 'Accepted, ready, on its way, delivered, cancelled',
  'notices.paid_out': 'Points have come',
  'notices.paid_outHint': 'When points for an order paid in cash arrive',
  'notices.expiring': 'Points expire soon',
  'notices.expiringHint': 'A week before the last day',
  'notices.birthday': 'Birthday gift',
  'notices.birthdayHint': 'When it is on the balance',
} as const;
