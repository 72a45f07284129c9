import { ShieldAlert } from "lucide-react";
import { Logo } from "@/components/ui/Logo";
import { useTitle } from "@/lib/useTitle";
import { SignOutButton } from "./SignOutButton";
import { useUser } from "./user";

/** `/sem-acesso`: signed in, but no page is allowed. */
export function NoAccessPage() {
  useTitle("Sem acesso");
  const user = useUser();
  return (
    <main data-page="sem-acesso" className="flex min-h-full items-center justify-center bg-slate-100 p-4">
      <div className="flex w-full max-w-md animate-fade flex-col items-center rounded-2xl border border-line bg-card p-8 text-center shadow-raised">
        <Logo className="mb-8" />
        <span className="mb-4 flex size-12 items-center justify-center rounded-card bg-warn-wash text-warn-ink">
          <ShieldAlert aria-hidden className="size-6" />
        </span>
        <h1 className="text-xl font-bold">Sem acesso</h1>
        <p className="mt-2 text-balance text-soft">
          <strong className="text-ink">{user?.name}</strong>, sua conta ainda não tem permissão para nenhuma
          página. Peça a um administrador que libere o acesso.
        </p>
        <SignOutButton className="mt-6" />
      </div>
    </main>
  );
}
