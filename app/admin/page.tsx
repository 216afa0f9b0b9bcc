import { AdminSignIn } from '@/components/admin/sign-in';

export default function AdminPage() {
  return <AdminSignIn />;
}
