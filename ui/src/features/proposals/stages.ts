/** The three outcomes of a proposal as they look on screen. */
import { CircleCheck, CircleX, Hourglass, type LucideIcon } from "lucide-react";
import type { Stage } from "./model";

interface Looks {
  stage: Stage;
  title: string;
  hint: string;
  /** In a legend beside a bar. */
  short: string;
  icon: LucideIcon;
  tint: string;
  bar: string;
}

export const STAGES: readonly Looks[] = [
  {
    stage: "open",
    title: "Em aberto",
    hint: "Nem ganhas nem perdidas",
    short: "Em aberto",
    icon: Hourglass,
    tint: "bg-warn-wash text-warn-ink",
    bar: "bg-slate-400",
  },
  {
    stage: "won",
    title: "Aprovadas e executadas",
    hint: "Convertidas em venda",
    short: "Ganho",
    icon: CircleCheck,
    tint: "bg-good-wash text-good-ink",
    bar: "bg-good",
  },
  {
    stage: "lost",
    title: "Recusadas e canceladas",
    hint: "Perdidas",
    short: "Perdido",
    icon: CircleX,
    tint: "bg-bad-wash text-bad-ink",
    bar: "bg-bad",
  },
];
