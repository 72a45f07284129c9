import { useQuery } from "@tanstack/react-query";
import { KeyRound, LogOut } from "lucide-react";
import { cx } from "@/components/ui/cx";
import { Tip } from "@/components/ui/Tip";
import { accessQueries } from "@/features/access/queries";
import { roleLabel, useUser } from "@/features/access/user";
import { useSignOut } from "@/features/access/useSignOut";

/** Who is signed in, and the way out. */
export function SidebarUser({ collapsed }: { collapsed: boolean }) {
  const user = useUser();
  const { busy, leave } = useSignOut();
  const { data: storage } = useQuery(accessQueries.sessionStorage());
  const forgets = storage?.kind === "memory";
  return (
    <div className={cx("shrink-0 bg-navy-dark p-3", collapsed && "flex flex-col items-center")}>
      {forgets && !collapsed && (
        <p className="mb-2 flex items-start gap-2 px-1 text-xs text-slate-300">
          <KeyRound aria-hidden className="mt-px size-3.5 shrink-0" />
          {storage.message ?? "A sessão não será lembrada ao fechar o programa."}
        </p>
      )}
      <div className={cx("flex items-center gap-3", collapsed && "flex-col")}>
        <span
          aria-hidden
          className="flex size-9 shrink-0 items-center justify-center rounded-full bg-teal-text text-sm font-bold text-white"
        >
          {user?.name.trim().slice(0, 2).toUpperCase() || "US"}
        </span>
        {!collapsed && (
          <span className="min-w-0 flex-1 leading-tight">
            <span className="block truncate text-sm font-medium" title={user?.name}>
              {user?.name ?? "Carregando..."}
            </span>
            <span className="block text-xs text-slate-300">{user ? roleLabel(user.role) : " "}</span>
          </span>
        )}
        <Tip text="Sair do sistema" side={collapsed ? "right" : "top"}>
          <button
            type="button"
            aria-label="Sair do sistema"
            disabled={busy}
            onClick={() => void leave()}
            className="flex size-10 shrink-0 items-center justify-center rounded-lg text-slate-300 transition-colors hover:bg-red-500/20 hover:text-red-200 disabled:opacity-50"
          >
            <LogOut aria-hidden className="size-[1.125rem]" />
          </button>
        </Tip>
      </div>
    </div>
  );
}
