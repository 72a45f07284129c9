/** What is shown while nothing else can be: the session is being read, or the server is out of reach. */
import type { ErrorComponentProps } from "@tanstack/react-router";
import { useRouter } from "@tanstack/react-router";
import { LoaderCircle, WifiOff } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { ApiError, messageOf } from "@/lib/api/client";

export function Waiting() {
  return (
    <div role="status" className="flex h-full items-center justify-center gap-3 text-soft">
      <LoaderCircle aria-hidden className="size-5 animate-spin" />
      Validando sessão...
    </div>
  );
}

export function ConnectionProblem({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <main className="flex h-full items-center justify-center p-6">
      <div role="alert" className="flex max-w-md flex-col items-center gap-4 text-center">
        <WifiOff aria-hidden className="size-10 text-bad" />
        <h1 className="text-xl font-bold">{error instanceof ApiError ? "Sem conexão" : "Algo deu errado"}</h1>
        <p className="text-soft">{messageOf(error)}</p>
        <Button onClick={retry}>Tentar novamente</Button>
      </div>
    </main>
  );
}
