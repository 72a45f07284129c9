/** Which path shows what to whom. Built from the list of pages; the guards live here and nowhere else. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type ParsedLocation,
  type RouterHistory,
  redirect,
} from "@tanstack/react-router";
import { LoginPage } from "@/features/access/LoginPage";
import { accessQueries, may, type SessionUser } from "@/features/access/queries";
import { signedIn } from "@/features/access/user";
import { ConnectionProblem, Waiting } from "./Fallbacks";
import { destination, homeOf, NO_ACCESS, PAGES, pageAt } from "./pages";
import { queryClient } from "./queryClient";

/** The session as last read; asks the server only when nothing is known yet. */
const session = () => queryClient.ensureQueryData({ ...accessQueries.session(), retry: false });

/** Lets signed-in people through and sends everybody else to the sign-in page, keeping where they wanted to go. */
async function requireUser(location: ParsedLocation): Promise<SessionUser> {
  const user = await session();
  if (!user) {
    const next = location.pathname === "/" ? undefined : location.href;
    throw redirect({ to: "/login", search: { next } });
  }
  signedIn.set(user);
  return user;
}

const rootRoute = createRootRoute({ component: Outlet });

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/login",
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search.next === "string" ? { next: search.next } : {},
  beforeLoad: async ({ search }) => {
    // Without a server the form is still the right place to be: it says what is wrong when it is sent.
    const user = await session().catch(() => null);
    if (user) throw redirect({ href: destination(user, search.next) });
  },
  component: function Login() {
    const { next } = loginRoute.useSearch();
    return <LoginPage next={next} />;
  },
});

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  beforeLoad: async ({ location }) => {
    // The page's code travels while the session is being read.
    void pageAt(location.pathname)?.preload();
    return { user: await requireUser(location) };
  },
  component: lazyRouteComponent(() => import("./Shell"), "Shell"),
});

const pageRoutes = PAGES.map((page) =>
  createRoute({
    getParentRoute: () => shellRoute,
    path: page.path,
    beforeLoad: ({ context }) => {
      if (!may(context.user, page.key)) throw redirect({ to: homeOf(context.user) });
    },
    component: page.component,
  }),
);

const elsewhereRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "$",
  beforeLoad: ({ context, location }) => {
    // A page this person has rights for but that this version does not have: not their mistake.
    const key = location.pathname.slice(1).replaceAll(/[/-]/g, "_");
    if (homeOf(context.user) === NO_ACCESS || key in context.user.permissions) {
      throw redirect({ to: homeOf(context.user) });
    }
  },
  component: lazyRouteComponent(() => import("./NotFound"), "NotFound"),
});

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: async ({ location }) => {
    throw redirect({ to: homeOf(await requireUser(location)) });
  },
});

const noAccessRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: NO_ACCESS,
  beforeLoad: async ({ location }) => {
    const user = await requireUser(location);
    if (homeOf(user) !== NO_ACCESS) throw redirect({ to: homeOf(user) });
  },
  component: lazyRouteComponent(() => import("@/features/access/NoAccessPage"), "NoAccessPage"),
});

const routeTree = rootRoute.addChildren([
  loginRoute,
  homeRoute,
  noAccessRoute,
  shellRoute.addChildren([...pageRoutes, elsewhereRoute]),
]);

/** The routes over the browser's history, or over another one in tests. */
export const makeRouter = (history?: RouterHistory) =>
  createRouter({
    routeTree,
    history,
    defaultPreload: "intent",
    defaultPendingMs: 150,
    defaultPendingComponent: Waiting,
    defaultErrorComponent: ConnectionProblem,
    scrollRestoration: true,
  });
