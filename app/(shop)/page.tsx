import { Suspense } from 'react';
import { Hero } from '@/components/shop/hero';
import { MenuScreen } from '@/components/shop/menu-screen';
import { MenuSkeleton } from '@/components/shop/menu-skeleton';
import { loadMenu } from './load-menu';

/** The frame is sent at once; the menu follows in the same answer. */
export default function MenuPage() {
  return (
    <Suspense
      fallback={
        <>
          <Hero menu={undefined} />
          <MenuSkeleton />
        </>
      }
    >
      <Menu />
    </Suspense>
  );
}

async function Menu() {
  return <MenuScreen initial={await loadMenu()} />;
}
