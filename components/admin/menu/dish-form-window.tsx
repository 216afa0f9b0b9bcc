'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import type { StaffDishView } from '@/lib/api/menu-answers';
import {
  changedDish,
  type DishFormValues,
  dishBody,
  dishFormSchema,
  emptyDish,
  formOfDish,
} from '@/lib/client/dish-form';
import { ApiError } from '@/lib/client/errors';
import { menuAdminApi, menuPaths } from '@/lib/client/menu-admin';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
import { Input, Select, TextArea } from '../../ui/field';
import { Switch } from '../../ui/switch';
import { toast } from '../../ui/toast-store';
import { FormWindow, SureButton } from '../form-window';
import { said } from '../said';
import { useSaving } from '../use-saving';
import { DishConflict } from './dish-conflict';
import { GroupFields } from './group-fields';
import { OptionFields } from './option-fields';
import { PictureField } from './picture-field';

interface Props {
  /** null: a new one. */
  dish: StaffDishView | null;
  categories: readonly string[];
  onClose(): void;
  /** Settles when the list shows what was done. */
  onDone(): Promise<void>;
}

/** Makes a dish or edits one; of two admins at once the second sees what the first changed. */
export function DishFormWindow({ dish: given, categories, onClose, onDone }: Props) {
  const { t } = useI18n();
  const [base, setBase] = useState(given);
  const saving = useSaving();
  const form = useForm<DishFormValues>({
    resolver: zodResolver(dishFormSchema),
    defaultValues: given ? formOfDish(given) : emptyDish(categories[0] ?? ''),
  });
  const { register, control } = form;
  const { errors } = form.formState;
  const wrong = (field: 'name' | 'category' | 'price' | 'portion' | 'description' | 'image') => {
    const message = errors[field]?.message;
    return message ? said(t, message) : null;
  };

  /** What is done closes the window. */
  const send = (work: () => Promise<string>) =>
    saving.send(async () => {
      try {
        toast(await work());
      } catch (failure) {
        const fields = failure instanceof ApiError ? (failure.problem.fields ?? []) : [];
        // The API's fields have the form's names.
        for (const { path, message } of fields)
          form.setError(path as keyof DishFormValues, { message });
        throw failure;
      }
      // Opened again at once it must not show what was before.
      await onDone();
      onClose();
    }, takeTheirs);

  /** What the other changed comes in; what was changed here stays. */
  async function takeTheirs() {
    const menu = await menuAdminApi.menu(menuPaths.root).catch(() => null);
    const all = menu?.categories.flatMap((c) => c.dishes);
    const fresh = all?.find((d) => d.id === base?.id);
    if (fresh) {
      setBase(fresh);
      form.reset(formOfDish(fresh), { keepDirtyValues: true });
    }
    await onDone();
  }

  const submit = form.handleSubmit((values) =>
    send(async () => {
      if (!base) {
        const { name } = await menuAdminApi.create(dishBody(values));
        return t('menuAdmin.form.made', { name });
      }
      const changed = changedDish(formOfDish(base), values);
      if (Object.keys(changed).length > 0) {
        await menuAdminApi.edit(base.id, { ...changed, version: base.version });
      }
      return t('menuAdmin.form.saved');
    }),
  );

  const setRemoved = ({ id, version, name }: StaffDishView, removed: boolean) =>
    send(async () => {
      await menuAdminApi.edit(id, { removed, version });
      return t(removed ? 'menuAdmin.form.takenOff' : 'menuAdmin.form.putBackDone', { name });
    });

  return (
    <FormWindow
      title={base?.name ?? t('menuAdmin.form.new')}
      action={t(base ? 'menuAdmin.form.save' : 'menuAdmin.form.make')}
      busy={saving.busy}
      refusal={saving.refusal}
      more={
        base &&
        (base.removed ? (
          <Button
            look="outline"
            disabled={saving.busy}
            onClick={() => void setRemoved(base, false)}
          >
            {t('menuAdmin.form.putBack')}
          </Button>
        ) : (
          <SureButton
            key={base.version}
            name={t('menuAdmin.form.takeOff')}
            sure={t('menuAdmin.form.takeOffSure')}
            busy={saving.busy}
            onSure={() => void setRemoved(base, true)}
          />
        ))
      }
      onClose={onClose}
      onSubmit={submit}
    >
      {saving.conflict && <DishConflict conflict={saving.conflict} />}
      <Input
        label={t('menuAdmin.form.name')}
        autoComplete="off"
        maxLength={80}
        error={wrong('name')}
        {...register('name')}
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <Select
          label={t('menuAdmin.form.category')}
          error={wrong('category')}
          {...register('category')}
        >
          {categories.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
        <Input
          label={t('menuAdmin.form.price')}
          inputMode="decimal"
          autoComplete="off"
          error={wrong('price')}
          {...register('price')}
        />
        <Input
          label={t('menuAdmin.form.portion')}
          placeholder={t('menuAdmin.form.portionHint')}
          autoComplete="off"
          maxLength={40}
          error={wrong('portion')}
          {...register('portion')}
        />
      </div>
      <TextArea
        label={t('menuAdmin.form.description')}
        optional
        rows={3}
        maxLength={600}
        error={wrong('description')}
        {...register('description')}
      />
      <Controller
        control={control}
        name="image"
        render={({ field }) => (
          <PictureField value={field.value} onChange={field.onChange} error={wrong('image')} />
        )}
      />
      <GroupFields register={register} control={control} errors={errors} />
      <fieldset className="min-w-0">
        <legend className="mb-3 font-semibold">{t('menuAdmin.addOns')}</legend>
        <OptionFields
          name="addOns"
          register={register}
          control={control}
          errors={errors.addOns}
          label={t('menuAdmin.addOns.name')}
          add={t('menuAdmin.addOns.add')}
        />
      </fieldset>
      <Controller
        control={control}
        name="available"
        render={({ field }) => (
          <Switch
            label={t('menuAdmin.form.available')}
            checked={field.value}
            onChange={field.onChange}
          />
        )}
      />
    </FormWindow>
  );
}
