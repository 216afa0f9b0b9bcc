/** Where the cart is stored: the offline page reads it too. */
export const CART_STORE = 'kopilka.cart';
