/** Where the chosen language is stored: the offline page reads it too. */
export const LOCALE_STORE = 'kopilka.locale';
