/** `/login`: signing in, or making the first administrator of a fresh installation. */
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { Database, Info } from "lucide-react";
import { useCallback } from "react";
import { destination } from "@/app/pages";
import { Logo } from "@/components/ui/Logo";
import { useTitle } from "@/lib/useTitle";
import { FirstUserForm } from "./FirstUserForm";
import { LoginForm } from "./LoginForm";
import { accessQueries, type SessionUser } from "./queries";

export function LoginPage({ next }: { next?: string }) {
  useTitle("Entrar");
  const router = useRouter();
  const bootstrap = useQuery(accessQueries.bootstrap());
  const storage = useQuery(accessQueries.sessionStorage());
  const firstRun = bootstrap.data?.needed ?? false;

  const go = useCallback(
    (user: SessionUser, redirectTo: string) => router.history.push(destination(user, next ?? redirectTo)),
    [router, next],
  );

  return (
    <main
      data-page="login"
      className="flex min-h-full flex-col items-center justify-center bg-slate-100 px-4 py-10"
    >
      <div className="w-full max-w-96 animate-fade rounded-2xl border border-line bg-card p-8 shadow-raised">
        <Logo className="mb-8 justify-center" />
        <h1 className="text-center text-xl font-bold">{firstRun ? "Primeiro acesso" : "Acesso ao Painel"}</h1>
        <p className="mt-1 mb-6 text-center text-sm text-balance text-soft">
          {firstRun
            ? "Crie a conta de quem vai administrar o painel"
            : "Insira suas credenciais para continuar"}
        </p>
        {firstRun ? (
          <FirstUserForm onDone={go} onTaken={() => void bootstrap.refetch()} />
        ) : (
          <LoginForm next={next} onDone={go} />
        )}
      </div>
      {firstRun && bootstrap.data && (
        <p className="mt-5 flex max-w-96 items-start gap-2 text-xs break-all text-soft">
          <Database aria-hidden className="mt-px size-4 shrink-0" />
          Dados em: {bootstrap.data.database}
        </p>
      )}
      {storage.data?.kind === "memory" && (
        <p className="mt-5 flex max-w-96 items-start gap-2 text-xs text-soft">
          <Info aria-hidden className="mt-px size-4 shrink-0" />
          {storage.data.message ??
            "Sem chaveiro do sistema: será preciso entrar de novo ao reabrir o programa."}
        </p>
      )}
    </main>
  );
}
