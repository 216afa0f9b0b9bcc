import { type Dish, herbs, sourCream } from './dish';

export const breakfasts: readonly Dish[] = [
  {
    picture: 'syrniki',
    name: 'Сырники со сметаной',
    description: 'Из фермерского творога, с хрустящей корочкой, ягодами и густой сметаной.',
    priceKopecks: 39_000,
    portion: '4 шт., 220 г',
    addOns: [
      sourCream,
      { id: 'cherry-jam', name: 'Вишнёвое варенье, 40 г', priceKopecks: 6_000 },
      { id: 'condensed-milk', name: 'Сгущёнка, 40 г', priceKopecks: 5_000 },
    ],
  },
  {
    picture: 'kasha',
    name: 'Овсяная каша с ягодами',
    description: 'Варим на молоке и томим под крышкой. Сверху черника, малина и немного мёда.',
    priceKopecks: 29_000,
    portion: '300 г',
    addOns: [
      { id: 'honey', name: 'Липовый мёд, 30 г', priceKopecks: 5_000 },
      { id: 'nuts', name: 'Грецкий орех, 30 г', priceKopecks: 7_000 },
    ],
  },
  {
    picture: 'bliny',
    name: 'Блины с красной икрой',
    description: 'Тонкие блины на кефире, сливочное масло, сметана и ложка лососёвой икры.',
    priceKopecks: 59_000,
    portion: '3 шт., 210 г',
    addOns: [
      sourCream,
      { id: 'caviar', name: 'Ещё икры, 20 г', priceKopecks: 29_000 },
      { id: 'butter', name: 'Сливочное масло, 20 г', priceKopecks: 4_000 },
    ],
  },
  {
    picture: 'omlet',
    name: 'Омлет с томатами и зеленью',
    description: 'Три яйца, сливки, сладкие томаты и петрушка. Пышный, как в детстве.',
    priceKopecks: 34_000,
    portion: '250 г',
    addOns: [
      herbs,
      { id: 'cheese', name: 'Сыр, 40 г', priceKopecks: 7_000 },
      { id: 'ham', name: 'Ветчина, 50 г', priceKopecks: 9_000 },
    ],
  },
];
