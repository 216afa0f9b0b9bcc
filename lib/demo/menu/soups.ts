import { type Dish, garlicBuns, herbs, rye, sourCream } from './dish';

export const soups: readonly Dish[] = [
  {
    picture: 'borsch',
    name: 'Борщ с говядиной',
    description: 'На крепком бульоне, с печёной свёклой и фасолью. Подаём со сметаной и укропом.',
    priceKopecks: 42_000,
    portion: '350 г',
    addOns: [
      garlicBuns,
      sourCream,
      { id: 'salo', name: 'Сало с чесноком, 40 г', priceKopecks: 9_000 },
    ],
  },
  {
    picture: 'solyanka',
    name: 'Солянка мясная',
    description: 'Три вида копчёностей, каперсы, маслины, солёные огурцы и долька лимона.',
    priceKopecks: 48_000,
    portion: '350 г',
    addOns: [sourCream, rye, { id: 'lemon', name: 'Лимон, 2 дольки', priceKopecks: 3_000 }],
  },
  {
    picture: 'ukha',
    name: 'Уха из судака и лосося',
    description: 'Прозрачный бульон, два вида рыбы, картофель и много укропа.',
    priceKopecks: 52_000,
    portion: '350 г',
    addOns: [herbs, rye],
  },
  {
    picture: 'lapsha',
    name: 'Куриная лапша',
    description: 'Домашняя лапша из печи, наваристый бульон, курица и яйцо.',
    priceKopecks: 34_000,
    portion: '350 г',
    addOns: [herbs, rye, { id: 'egg', name: 'Ещё половинка яйца', priceKopecks: 3_000 }],
  },
  {
    picture: 'okroshka',
    name: 'Окрошка на кефире',
    description: 'Холодная: огурцы, редис, картофель, ветчина и яйцо. Лучший обед в жару.',
    priceKopecks: 38_000,
    portion: '350 г',
    addOns: [sourCream, herbs, { id: 'mustard', name: 'Горчица, 20 г', priceKopecks: 3_000 }],
  },
];
