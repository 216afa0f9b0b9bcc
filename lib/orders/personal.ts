/** What is personal in an order's facts. Pure. */

/** Facts of a customer who deleted the account: the address says `address`, the comment is gone. */
export function withoutPersonal<T extends object>(facts: T, address: string): T {
  const has = facts as { deliveryAddress?: string | null; comment?: string | null };
  return {
    ...facts,
    // Whether it was delivered or picked up is part of the order's sums.
    ...(typeof has.deliveryAddress === 'string' && { deliveryAddress: address }),
    ...(typeof has.comment === 'string' && { comment: null }),
  };
}
