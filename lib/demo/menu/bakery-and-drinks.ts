import { type Dish, oneOf } from './dish';

export const bakeryAndDrinks: readonly Dish[] = [
  {
    picture: 'pirozhki',
    name: 'Пирожки с вишней',
    description: 'Дрожжевое тесто, сочная вишня, румяная корочка. Печём три раза в день.',
    priceKopecks: 27_000,
    portion: '3 шт., 210 г',
    addOns: [{ id: 'powder', name: 'Сахарная пудра', priceKopecks: 0 }],
  },
  {
    picture: 'medovik',
    name: 'Медовик',
    description: 'Десять тонких коржей с липовым мёдом и сметанный крем.',
    priceKopecks: 34_000,
    portion: '150 г',
    addOns: [{ id: 'ice-cream', name: 'Шарик пломбира', priceKopecks: 9_000 }],
  },
  {
    picture: 'sharlotka',
    name: 'Шарлотка с корицей',
    description: 'Антоновка, корица и лёгкий бисквит. Подаём тёплой.',
    priceKopecks: 31_000,
    portion: '170 г',
    addOns: [
      { id: 'vanilla-ice', name: 'Шарик пломбира', priceKopecks: 9_000 },
      { id: 'caramel', name: 'Солёная карамель, 30 г', priceKopecks: 6_000 },
    ],
  },
  {
    picture: 'mors',
    name: 'Клюквенный морс',
    description: 'Клюква, вода и совсем немного сахара. Холодный.',
    priceKopecks: 19_000,
    portion: '400 мл',
    groups: [
      oneOf('size', 'Объём', [
        { id: 'size-400', name: '400 мл', priceKopecks: 0 },
        { id: 'size-1000', name: '1 л', priceKopecks: 18_000 },
      ]),
    ],
    addOns: [{ id: 'ice', name: 'Больше льда', priceKopecks: 0 }],
  },
  {
    picture: 'chay',
    name: 'Облепиховый чай',
    description: 'Облепиха, имбирь, апельсин и мёд. Горячий и бодрый.',
    priceKopecks: 26_000,
    portion: '500 мл',
    groups: [
      oneOf('size', 'Объём', [
        { id: 'size-500', name: '500 мл', priceKopecks: 0 },
        { id: 'size-800', name: '800 мл, чайник', priceKopecks: 14_000 },
      ]),
    ],
    addOns: [
      { id: 'extra-honey', name: 'Мёд отдельно, 30 г', priceKopecks: 5_000 },
      { id: 'ginger', name: 'Больше имбиря', priceKopecks: 3_000 },
    ],
  },
];
