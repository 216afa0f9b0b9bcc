'use client';
import { Plus, X } from 'lucide-react';
import {
  type Control,
  type FieldErrors,
  type UseFormRegister,
  useFieldArray,
} from 'react-hook-form';
import { type DishFormValues, emptyOption, type OptionValues } from '@/lib/client/dish-form';
import { useI18n } from '@/lib/messages/provider';
import { Button, IconButton } from '../../ui/button';
import { Input } from '../../ui/field';
import { said } from '../said';

export interface DishFieldsProps {
  register: UseFormRegister<DishFormValues>;
  control: Control<DishFormValues>;
  errors: FieldErrors<DishFormValues>;
}

interface Props extends Pick<DishFieldsProps, 'register' | 'control'> {
  /** Where in the form the options are. */
  name: 'addOns' | `groups.${number}.options`;
  errors: FieldErrors<{ list: OptionValues[] }>['list'];
  label: string;
  add: string;
  /** The last one cannot be removed. */
  needsOne?: boolean;
}

/** Options with what they add to the price: of a choice, or add-ons. */
export function OptionFields({ name, register, control, errors, label, add, needsOne }: Props) {
  const { t } = useI18n();
  const { fields, append, remove } = useFieldArray({ control, name, keyName: 'key' });
  const wrong = (message: string | undefined) => (message ? said(t, message) : null);
  return (
    <div className="grid gap-2.5">
      {fields.map((field, i) => (
        <div
          key={field.key}
          className="grid grid-cols-[1fr_4.5rem_auto] items-start gap-1.5 sm:grid-cols-[1fr_7rem_auto] sm:gap-2"
        >
          <Input
            label={`${label} ${i + 1}`}
            hideLabel
            placeholder={label}
            className="px-3 sm:px-4"
            autoComplete="off"
            maxLength={80}
            error={wrong(errors?.[i]?.name?.message)}
            {...register(`${name}.${i}.name`)}
          />
          <Input
            label={`${t('menuAdmin.option.price')} ${i + 1}`}
            hideLabel
            placeholder="+ 0 ₽"
            className="px-3 sm:px-4"
            inputMode="decimal"
            autoComplete="off"
            error={wrong(errors?.[i]?.price?.message)}
            {...register(`${name}.${i}.price`)}
          />
          <IconButton
            label={t('menuAdmin.option.remove', { name: `${label} ${i + 1}` })}
            disabled={needsOne && fields.length === 1}
            onClick={() => remove(i)}
          >
            <X aria-hidden="true" className="size-5" />
          </IconButton>
        </div>
      ))}
      <div>
        <Button look="ghost" size="sm" onClick={() => append(emptyOption())}>
          <Plus aria-hidden="true" className="size-4.5" />
          {add}
        </Button>
      </div>
    </div>
  );
}
