import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { useUser } from "@/features/access/user";
import { useTitle } from "@/lib/useTitle";
import { homeOf } from "./pages";

/** A path that is nobody's page. */
export function NotFound() {
  useTitle("Página não encontrada");
  const home = homeOf(useUser());
  return (
    <div className="flex min-h-[60vh] flex-col items-center justify-center gap-3 text-center">
      <Compass aria-hidden className="size-10 text-soft" />
      <h1 className="text-xl font-bold">Página não encontrada</h1>
      <p className="text-soft">O endereço não existe ou mudou de lugar.</p>
      <Link to={home} className="font-medium text-primary underline underline-offset-4">
        Ir para a página inicial
      </Link>
    </div>
  );
}
