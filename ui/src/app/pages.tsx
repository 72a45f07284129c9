/** The one list of pages: a new page is one entry here. In the order in which a person lands on them. */
import {
  Briefcase,
  CalendarDays,
  CircleDollarSign,
  CreditCard,
  LayoutDashboard,
  type LucideIcon,
  PhoneCall,
  Settings,
  Stethoscope,
  UserRoundCheck,
} from "lucide-react";
import { type FunctionComponent, lazy } from "react";
import { may, type SessionUser } from "@/features/access/queries";

/** Groups of the menu, in its order. */
export const GROUPS = ["PRINCIPAL", "OPERAÇÕES", "FINANCEIRO", "INTELIGÊNCIA", "SISTEMA"] as const;

export interface Page {
  /** Key of the page's rights. */
  key: string;
  path: string;
  /** In the menu, in the window title. */
  label: string;
  group: (typeof GROUPS)[number];
  icon: LucideIcon;
  component: FunctionComponent;
  /** Fetches the page's code ahead of time. */
  preload: () => Promise<unknown>;
  /** Highlighted on exactly this path, not below it. */
  exact?: boolean;
}

type Loader = () => Promise<{ default: FunctionComponent }>;

const page = (load: Loader, entry: Omit<Page, "component" | "preload">): Page => ({
  ...entry,
  component: lazy(load) as unknown as FunctionComponent,
  preload: load,
});

export const PAGES: readonly Page[] = [
  page(() => import("@/features/overview/OverviewPage"), {
    key: "dashboard",
    path: "/dashboard",
    label: "Visão Geral",
    group: "PRINCIPAL",
    icon: LayoutDashboard,
  }),
  page(() => import("@/features/queues/MonitorPage"), {
    key: "monitor",
    path: "/monitor",
    label: "Monitor de Atendimento",
    group: "OPERAÇÕES",
    icon: PhoneCall,
  }),
  page(() => import("@/features/finance/FinancePage"), {
    key: "financeiro",
    path: "/financeiro",
    label: "Financeiro",
    group: "FINANCEIRO",
    icon: CircleDollarSign,
  }),
  page(() => import("@/features/contracts/ContractsPage"), {
    key: "contratos",
    path: "/contratos",
    label: "Resolve Saúde",
    group: "FINANCEIRO",
    icon: CreditCard,
  }),
  page(() => import("@/features/proposals/ProposalsPage"), {
    key: "propostas",
    path: "/propostas",
    label: "Gestão de Propostas",
    group: "FINANCEIRO",
    icon: Briefcase,
  }),
  page(() => import("@/features/productivity/ProductivityPage"), {
    key: "produtividade",
    path: "/produtividade",
    label: "Produtividade de Agendamento",
    group: "OPERAÇÕES",
    icon: UserRoundCheck,
  }),
  page(() => import("@/features/appointments/AppointmentsPage"), {
    key: "agendamentos",
    path: "/agendamentos",
    label: "Dashboard de Agendamentos",
    group: "OPERAÇÕES",
    icon: CalendarDays,
  }),
  page(() => import("@/features/professionals/ProfessionalsPage"), {
    key: "profissionais",
    path: "/profissionais",
    label: "Gestão de Profissionais",
    group: "OPERAÇÕES",
    icon: Stethoscope,
  }),
  page(() => import("@/features/templates/TemplatesPage"), {
    key: "settings",
    path: "/settings",
    label: "Configurações",
    group: "SISTEMA",
    icon: Settings,
  }),
];

/** Where somebody without any page ends up. */
export const NO_ACCESS = "/sem-acesso";

export const permittedPages = (user: SessionUser | null | undefined) => PAGES.filter((p) => may(user, p.key));

/** The first page this person may see. */
export const homeOf = (user: SessionUser | null | undefined) => permittedPages(user)[0]?.path ?? NO_ACCESS;

/** The page a path belongs to: its own path or anything below it. */
export const pageAt = (pathname: string) =>
  PAGES.find((p) => pathname === p.path || (!p.exact && pathname.startsWith(`${p.path}/`)));

/**
 * Where to go after signing in: the wanted path if it is one of our own that this person may see, else home.
 */
export function destination(user: SessionUser, wanted: string | null | undefined): string {
  const ours = wanted?.startsWith("/") && !/^\/[/\\]/.test(wanted) ? wanted : null;
  const target = ours ? pageAt(ours.split(/[?#]/)[0] ?? "") : undefined;
  return ours && target && may(user, target.key) ? ours : homeOf(user);
}
