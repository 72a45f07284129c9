/** The frame around every page: menu, main area, keyboard, and the way back in when a session ends. */
import { useQuery } from "@tanstack/react-query";
import { Outlet, useRouter, useRouterState } from "@tanstack/react-router";
import { Menu } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Logo } from "@/components/ui/Logo";
import { accessQueries } from "@/features/access/queries";
import { SignInAgain } from "@/features/access/SignInAgain";
import { signedIn } from "@/features/access/user";
import { host } from "@/lib/host";
import { recall, remember } from "@/lib/storage";
import { useMedia } from "@/lib/useMedia";
import { useShortcuts } from "@/lib/useShortcuts";
import { useAnnouncements } from "./announcements";
import { ShortcutList } from "./ShortcutList";
import { Sidebar } from "./Sidebar";

/** Only the window has it. */
const WatchNotice = lazy(() => import("@/features/professionals/WatchNotice"));

const COLLAPSED_KEY = "consultare_sidebar_collapsed_v1";

/** The menu's width: remembered, else narrow where the window is. */
function useCollapsed() {
  const roomy = useMedia("(min-width: 1024px)");
  const [chosen, setChosen] = useState<boolean | null>(() => {
    const kept = recall(COLLAPSED_KEY);
    return typeof kept === "boolean" ? kept : null;
  });
  const choose = (collapsed: boolean) => {
    remember(COLLAPSED_KEY, collapsed);
    setChosen(collapsed);
  };
  return [chosen ?? !roomy, choose] as const;
}

/** Rights are live: when they change, the guards look again at the page that is open. */
function useLiveRights() {
  const router = useRouter();
  const { data: user } = useQuery(accessQueries.session());
  const rights = user && JSON.stringify([user.id, user.role, user.permissions]);
  const known = useRef(rights);
  useEffect(() => {
    if (!user) return;
    signedIn.set(user);
    if (known.current && known.current !== rights) void router.invalidate();
    known.current = rights;
  }, [router, user, rights]);
}

/** After a change of page the keyboard continues at the new page, not in the menu. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (shown.current && pathname && shown.current !== pathname) main.current?.focus({ preventScroll: true });
    shown.current = pathname;
  }, [pathname]);
  return main;
}

export function Shell() {
  useAnnouncements();
  useLiveRights();
  const main = useFocusOnNavigation();
  const search = useRef<HTMLInputElement>(null);
  const isPhone = useMedia("(max-width: 767.9px)");
  const [collapsed, setCollapsed] = useCollapsed();
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [listOpen, setListOpen] = useState(false);
  const navigating = useRouterState({ select: (state) => state.isLoading });

  const findPage = () => {
    if (isPhone) setDrawerOpen(true);
    else if (collapsed) setCollapsed(false);
    // What is typed next belongs there already. Where the field only appears with the menu, it can take
    // the focus one frame later.
    search.current?.focus();
    requestAnimationFrame(() => requestAnimationFrame(() => search.current?.focus()));
  };
  useShortcuts({ "mod+k": findPage, "/": findPage, "?": () => setListOpen(true) });

  return (
    <div className="flex h-full flex-col md:flex-row">
      <a
        href="#conteudo"
        className="sr-only z-50 rounded-card bg-card px-4 py-2 font-medium text-primary shadow-raised focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Ir para o conteúdo
      </a>
      {isPhone && (
        <header
          data-shell
          className="on-navy flex h-14 shrink-0 items-center gap-2 bg-navy-dark px-2 text-white print:hidden"
        >
          <button
            type="button"
            aria-label="Abrir menu"
            aria-expanded={drawerOpen}
            onClick={() => setDrawerOpen(true)}
            className="flex size-11 items-center justify-center rounded-lg hover:bg-white/10"
          >
            <Menu aria-hidden className="size-6" />
          </button>
          <Logo onNavy />
        </header>
      )}
      <Sidebar
        drawer={isPhone ? { open: drawerOpen, close: () => setDrawerOpen(false) } : null}
        collapsed={!isPhone && collapsed}
        onCollapse={setCollapsed}
        search={search}
      />
      <main
        ref={main}
        id="conteudo"
        tabIndex={-1}
        aria-busy={navigating}
        className="scroll-calm relative min-h-0 min-w-0 flex-1 overflow-y-auto outline-none"
      >
        <div className="mx-auto max-w-[100rem] animate-fade p-4 sm:p-6 md:p-8">
          <Suspense>
            <Outlet />
          </Suspense>
        </div>
      </main>
      {host.notices && (
        <Suspense>
          <WatchNotice notices={host.notices} />
        </Suspense>
      )}
      <SignInAgain />
      <ShortcutList open={listOpen} onClose={() => setListOpen(false)} />
    </div>
  );
}
