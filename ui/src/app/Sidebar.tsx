/** The menu: the pages this person may see, in groups, with a search. */
import { useRouterState } from "@tanstack/react-router";
import { Menu, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { type RefObject, useEffect, useState } from "react";
import { cx } from "@/components/ui/cx";
import { Logo } from "@/components/ui/Logo";
import { useUser } from "@/features/access/user";
import { permittedPages } from "./pages";
import { SidebarMenu } from "./SidebarMenu";
import { SidebarUser } from "./SidebarUser";

interface Props {
  /** On a phone the menu is a drawer over the page. */
  drawer: { open: boolean; close: () => void } | null;
  collapsed: boolean;
  onCollapse: (collapsed: boolean) => void;
  search: RefObject<HTMLInputElement | null>;
}

export function Sidebar({ drawer, collapsed, onCollapse, search }: Props) {
  const pages = permittedPages(useUser());
  const [wanted, setWanted] = useState("");
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const close = drawer?.close;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes because the page changed.
  useEffect(() => close?.(), [pathname]);

  const collapse = (next: boolean) => {
    if (next) setWanted("");
    onCollapse(next);
  };

  const content = (
    <>
      <div
        className={cx(
          "flex h-16 shrink-0 items-center bg-navy-dark",
          collapsed ? "justify-center" : "gap-2 pr-3 pl-5",
        )}
      >
        {!collapsed && <Logo onNavy className="min-w-0 flex-1 overflow-hidden" />}
        <button
          type="button"
          aria-label={drawer ? "Fechar menu" : collapsed ? "Expandir menu" : "Recolher menu"}
          aria-expanded={drawer ? undefined : !collapsed}
          onClick={() => (drawer ? drawer.close() : collapse(!collapsed))}
          className="flex size-10 shrink-0 items-center justify-center rounded-lg text-slate-300 hover:bg-white/10 hover:text-white"
        >
          {collapsed ? <Menu aria-hidden className="size-5" /> : <X aria-hidden className="size-5" />}
        </button>
      </div>
      <SidebarMenu pages={pages} collapsed={collapsed} wanted={wanted} onWanted={setWanted} search={search} />
      <SidebarUser collapsed={collapsed} />
    </>
  );

  const looks = "on-navy flex flex-col bg-navy text-white";
  if (drawer) {
    return (
      <Dialog.Root open={drawer.open} onOpenChange={(open) => !open && drawer.close()}>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-black/45" />
          <Dialog.Content
            aria-describedby={undefined}
            className={cx(
              looks,
              "fixed inset-y-0 left-0 z-50 w-[min(18rem,85vw)] animate-fade shadow-raised",
            )}
          >
            <Dialog.Title className="sr-only">Menu</Dialog.Title>
            {content}
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    );
  }
  return (
    <aside
      data-shell
      className={cx(
        looks,
        "h-full shrink-0 overflow-hidden transition-[width] duration-300 print:hidden",
        collapsed ? "w-20" : "w-72",
      )}
    >
      {content}
    </aside>
  );
}
