import { MenuScreen } from '@/components/shop/menu-screen';

export default function MenuPage() {
  return <MenuScreen />;
}
