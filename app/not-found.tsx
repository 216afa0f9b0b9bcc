import { NotFoundScreen } from '@/components/shop/not-found-screen';

export default function NotFound() {
  return <NotFoundScreen />;
}
