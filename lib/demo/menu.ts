/** The demo restaurant's menu: 24 dishes in 5 categories. Prices in whole kopecks. */
import type { NewMenuItem } from '../store/port-menu';
import { bakeryAndDrinks } from './menu/bakery-and-drinks';
import { breakfasts } from './menu/breakfasts';
import type { Dish } from './menu/dish';
import { mains } from './menu/mains';
import { salads } from './menu/salads';
import { soups } from './menu/soups';

const categories: readonly [string, readonly Dish[]][] = [
  ['Завтраки', breakfasts],
  ['Супы', soups],
  ['Горячее', mains],
  ['Салаты и закуски', salads],
  ['Выпечка и напитки', bakeryAndDrinks],
];

/** In the order of the menu; `position` counts through all categories. */
export const demoMenu: readonly NewMenuItem[] = categories
  .flatMap(([category, dishes]) => dishes.map((dish) => ({ ...dish, category })))
  .map(({ picture, ...dish }, index) => ({
    ...dish,
    image: `/menu/${picture}.svg`,
    available: true,
    position: index + 1,
  }));

/** Delivery rules of the demo restaurant, whole kopecks. */
export const demoDelivery = {
  feeKopecks: 19_900,
  freeFromKopecks: 200_000,
  pickupAddress: 'Москва, Садовая улица, 12',
};
