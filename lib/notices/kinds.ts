/** What customers are told of; each can be switched off. */
export const noticeKinds = ['order_status', 'paid_out', 'expiring', 'birthday'] as const;
export type NoticeKind = (typeof noticeKinds)[number];
