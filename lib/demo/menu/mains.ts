import { type Dish, herbs, oneOf, pickles, rye, sourCream } from './dish';

const sides = [
  { id: 'mash', name: 'Картофельное пюре', priceKopecks: 0 },
  { id: 'buckwheat', name: 'Гречка', priceKopecks: 0 },
  { id: 'grilled', name: 'Овощи на гриле', priceKopecks: 9_000 },
];

export const mains: readonly Dish[] = [
  {
    picture: 'pelmeni',
    name: 'Пельмени сибирские',
    description: 'Говядина и свинина, тонкое тесто. Лепим руками каждое утро.',
    priceKopecks: 49_000,
    portion: '18 шт., 300 г',
    addOns: [
      sourCream,
      { id: 'vinegar', name: 'Уксус и чёрный перец', priceKopecks: 2_000 },
      { id: 'broth', name: 'Подать в бульоне', priceKopecks: 6_000 },
    ],
  },
  {
    picture: 'stroganov',
    name: 'Бефстроганов с гарниром',
    description: 'Говяжья вырезка в сливочном соусе с грибами. Гарнир на выбор.',
    priceKopecks: 65_000,
    portion: '380 г',
    groups: [oneOf('side', 'Гарнир', sides)],
    addOns: [pickles],
  },
  {
    picture: 'kiev',
    name: 'Котлета по-киевски',
    description:
      'Куриное филе, внутри масло с зеленью, снаружи золотистая панировка. Гарнир на выбор.',
    priceKopecks: 59_000,
    portion: '360 г',
    groups: [oneOf('side', 'Гарнир', sides)],
    addOns: [pickles, { id: 'mushroom-sauce', name: 'Грибной соус, 50 г', priceKopecks: 8_000 }],
  },
  {
    picture: 'golubtsy',
    name: 'Голубцы в томатном соусе',
    description: 'Нежная капуста, говядина с рисом, томлёные томаты и сметана.',
    priceKopecks: 48_000,
    portion: '4 шт., 340 г',
    addOns: [sourCream, herbs],
  },
  {
    picture: 'zharkoe',
    name: 'Жаркое в горшочке',
    description: 'Говядина, картофель, морковь и лесные грибы: три часа в печи.',
    priceKopecks: 56_000,
    portion: '400 г',
    addOns: [pickles, rye, herbs],
  },
  {
    picture: 'sudak',
    name: 'Судак с овощами',
    description: 'Филе на сливочном масле, молодой картофель, стручковая фасоль и лимон.',
    priceKopecks: 72_000,
    portion: '350 г',
    addOns: [{ id: 'tartar', name: 'Соус тартар, 50 г', priceKopecks: 7_000 }, herbs],
  },
];
