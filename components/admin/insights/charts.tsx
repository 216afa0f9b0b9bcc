'use client';
/** Charts of the insights; the only place that loads recharts. */
import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  ResponsiveContainer,
  Text,
  Tooltip,
  XAxis,
  type XAxisTickContentProps,
  YAxis,
} from 'recharts';
import { useI18n } from '@/lib/messages/provider';

export interface BarSeries {
  key: string;
  name: string;
  /** A CSS colour, as `var(--accent)`. */
  colour: string;
  /** Bars of the same stack stand on each other. */
  stack?: string;
}

interface Props {
  /** What a reader hears; the numbers stand in a table beside it. */
  label: string;
  /** `label` names the place on the axis. */
  data: readonly ({ label: string } & Record<string, string | number>)[];
  series: readonly BarSeries[];
}

const axis = { fill: 'var(--muted)', fontSize: 12 };

/** So many places are all named, in lines; of more only those that have room. */
const FEW = 6;

function PlaceName({ x, y, width, visibleTicksCount, payload }: XAxisTickContentProps) {
  return (
    <Text
      x={x}
      y={y}
      width={Number(width) / visibleTicksCount - 6}
      textAnchor="middle"
      verticalAnchor="start"
      {...axis}
    >
      {String(payload.value)}
    </Text>
  );
}

/** Bars side by side or stacked. */
export default function Bars({ label, data, series }: Props) {
  const { num } = useI18n();
  return (
    <div role="img" aria-label={label} className="h-72 w-full overflow-hidden">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={[...data]}
          margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
          accessibilityLayer={false}
          // Many weeks on a phone: the usual gap would leave nothing of the bars.
          barGap={1}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="label"
            tickLine={false}
            axisLine={{ stroke: 'var(--line)' }}
            {...(data.length > FEW
              ? { tick: axis, minTickGap: 16 }
              : { tick: PlaceName, interval: 0, height: 48 })}
          />
          <YAxis
            tick={axis}
            tickLine={false}
            axisLine={false}
            width="auto"
            tickFormatter={num}
            allowDecimals={false}
          />
          <Tooltip
            cursor={{ fill: 'var(--sunken)' }}
            formatter={(value) => num(Number(value))}
            contentStyle={{
              background: 'var(--surface)',
              border: '1px solid var(--line)',
              borderRadius: 12,
              color: 'var(--ink)',
            }}
          />
          {series.length > 1 && (
            <Legend
              itemSorter={null}
              formatter={(name) => <span style={{ color: 'var(--ink)' }}>{name}</span>}
            />
          )}
          {series.map(({ key, name, colour, stack }) => (
            <Bar
              key={key}
              dataKey={key}
              name={name}
              fill={colour}
              {...(stack !== undefined && { stackId: stack })}
              isAnimationActive={false}
              maxBarSize={48}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
