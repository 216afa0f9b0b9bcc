'use client';
import { Plus, X } from 'lucide-react';
import { useFieldArray, useWatch } from 'react-hook-form';
import { choices, emptyGroup } from '@/lib/client/dish-form';
import { useI18n } from '@/lib/messages/provider';
import { Button, IconButton } from '../../ui/button';
import { Input, Select } from '../../ui/field';
import { said } from '../said';
import { type DishFieldsProps, OptionFields } from './option-fields';

/** Sizes and choices of a dish. */
export function GroupFields(props: DishFieldsProps) {
  const { t } = useI18n();
  const { fields, append, remove } = useFieldArray({
    control: props.control,
    name: 'groups',
    keyName: 'key',
  });
  return (
    <fieldset className="min-w-0">
      <legend className="font-semibold">{t('menuAdmin.groups')}</legend>
      <p className="mt-0.5 text-sm text-muted">{t('menuAdmin.groups.hint')}</p>
      <div className="mt-3 grid gap-3">
        {fields.map((field, i) => (
          <Group key={field.key} i={i} {...props} onRemove={() => remove(i)} />
        ))}
        <div>
          <Button look="soft" size="sm" onClick={() => append(emptyGroup())}>
            <Plus aria-hidden="true" className="size-4.5" />
            {t('menuAdmin.groups.add')}
          </Button>
        </div>
      </div>
    </fieldset>
  );
}

function Group(props: DishFieldsProps & { i: number; onRemove(): void }) {
  const { i, register, control, errors, onRemove } = props;
  const { t } = useI18n();
  const choice = useWatch({ control, name: `groups.${i}.choice` });
  const own = errors.groups?.[i];
  const wrong = (message: string | undefined) => (message ? said(t, message) : null);
  return (
    <section
      aria-label={t('menuAdmin.groups.one', { number: i + 1 })}
      className="grid gap-3 rounded-lg bg-sunken p-4"
    >
      <div className="grid grid-cols-[1fr_auto] items-start gap-2">
        <Input
          label={t('menuAdmin.groups.name')}
          autoComplete="off"
          maxLength={60}
          error={wrong(own?.name?.message)}
          {...register(`groups.${i}.name`)}
        />
        <IconButton
          label={t('menuAdmin.groups.remove', { number: i + 1 })}
          className="-me-2"
          onClick={onRemove}
        >
          <X aria-hidden="true" className="size-5" />
        </IconButton>
      </div>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-[1fr_8rem_8rem]">
        <div className="col-span-2 sm:col-span-1">
          <Select label={t('menuAdmin.groups.choice')} {...register(`groups.${i}.choice`)}>
            {choices.map((value) => (
              <option key={value} value={value}>
                {t(`menuAdmin.groups.choice.${value}`)}
              </option>
            ))}
          </Select>
        </div>
        {choice === 'several' &&
          (['min', 'max'] as const).map((side) => (
            <Input
              key={side}
              label={t(`menuAdmin.groups.${side}`)}
              inputMode="numeric"
              autoComplete="off"
              error={wrong(own?.[side]?.message)}
              {...register(`groups.${i}.${side}`)}
            />
          ))}
      </div>
      <OptionFields
        name={`groups.${i}.options`}
        register={register}
        control={control}
        errors={own?.options}
        label={t('menuAdmin.option.name')}
        add={t('menuAdmin.option.add')}
        needsOne
      />
    </section>
  );
}
