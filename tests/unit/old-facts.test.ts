/** Orders written before a field of their facts was there still read. */
import { expect, test } from 'vitest';
import { foldFacts } from '@/lib/orders/facts';
import { placedColumns, readEvent, readOrder } from '@/lib/store/nocodb/orders-wire';
import { event, placed } from '../contract/samples';

test('fact 0 without cutlery and change reads as not said, and events do not say it either', () => {
  const { cutlery: _cutlery, changeFromKopecks: _change, ...old } = placed(1);
  const row = { ...placedColumns(placed(1)), Id: 5, 'Placed Facts': old, 'Copies Version': 0 };
  const order = readOrder(row);
  expect(order.placed).toEqual({ ...old, cutlery: null, changeFromKopecks: null });
  const { data } = event(5, 1, { data: { kind: 'changed', points: 5 } });
  const read = readEvent({
    'Order ID': 5,
    Number: 1,
    'Happened At Ms': 1,
    'Module On': true,
    'Actor Kind': 'admin',
    'Actor ID': 1,
    Data: data,
  });
  expect(read.data).toEqual(data);
  const placedNow = { ...order.placed, cutlery: 3 };
  expect(foldFacts(placedNow, [read]).cutlery).toBe(3);
});
