/** Kinds of lines in `Loyalty_Logs`. */
export const logTypes = [
  'balance_calculated',
  'level_changed',
  'bonus_expired',
  'duplicate_prevented',
  'negative_balance',
  'balance_adjusted',
  'module_toggled',
  'limit_exceeded',
  'promo_claimed',
  'promo_released',
  'promo_changed',
  'menu_changed',
  'mismatch',
] as const;
