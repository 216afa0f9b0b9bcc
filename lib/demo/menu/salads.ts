import { type Dish, rye } from './dish';

export const salads: readonly Dish[] = [
  {
    picture: 'olivie',
    name: 'Оливье с телятиной',
    description: 'Телятина, картофель, горошек, солёный огурец и домашний майонез.',
    priceKopecks: 39_000,
    portion: '230 г',
    addOns: [rye, { id: 'red-caviar', name: 'Красная икра, 10 г', priceKopecks: 16_000 }],
  },
  {
    picture: 'vinegret',
    name: 'Винегрет с горошком',
    description: 'Печёная свёкла, квашеная капуста, душистое масло. Без мяса и яиц.',
    priceKopecks: 29_000,
    portion: '220 г',
    addOns: [rye, { id: 'herring', name: 'Сельдь, 60 г', priceKopecks: 12_000 }],
  },
  {
    picture: 'shuba',
    name: 'Сельдь под шубой',
    description: 'Слабосолёная сельдь под овощами и свёклой. Собираем слоями, ждём до утра.',
    priceKopecks: 42_000,
    portion: '240 г',
    addOns: [rye],
  },
  {
    picture: 'soleniya',
    name: 'Соленья из бочки',
    description: 'Огурцы, томаты, квашеная капуста, грузди и клюква. К горячему и просто так.',
    priceKopecks: 36_000,
    portion: '300 г',
    addOns: [rye, { id: 'oil', name: 'Душистое масло', priceKopecks: 3_000 }],
  },
];
