/** States of a professional as small coloured signs: an icon, a colour and the word. */
import {
  CalendarClock,
  CircleHelp,
  type LucideIcon,
  ShieldAlert,
  ShieldCheck,
  ShieldX,
  TriangleAlert,
} from "lucide-react";
import { Popover } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { Tip } from "@/components/ui/Tip";
import { date } from "@/lib/format";
import { contractEnd, documentLabel, fieldLabel, requiredDocuments } from "./model";
import type { Catalogue, Professional } from "./queries";

const PILL =
  "inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-xs font-semibold whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0";

export const GOOD = "bg-good-wash text-good-ink";
export const WARN = "bg-warn-wash text-warn-ink";
export const BAD = "bg-bad-wash text-bad-ink";
export const PLAIN = "bg-slate-100 text-slate-600";

export function Pill({
  icon: Icon,
  looks,
  children,
}: {
  icon: LucideIcon;
  looks: string;
  children: ReactNode;
}) {
  return (
    <span className={cx(PILL, looks)}>
      <Icon aria-hidden />
      {children}
    </span>
  );
}

export function ActivePill({ isActive }: { isActive: boolean }) {
  return (
    <span className={cx(PILL, isActive ? GOOD : BAD)}>
      <span aria-hidden className={cx("size-1.5 rounded-full", isActive ? "bg-good" : "bg-bad")} />
      {isActive ? "Ativo" : "Inativo"}
    </span>
  );
}

const CERTIFICATE: Record<string, { icon: LucideIcon; looks: string }> = {
  OK: { icon: ShieldCheck, looks: GOOD },
  VENCENDO: { icon: ShieldAlert, looks: WARN },
  VENCIDA: { icon: ShieldX, looks: BAD },
  PENDENTE: { icon: CircleHelp, looks: PLAIN },
};

/** How long the ethics certificate is still good. */
export function CertificateBadge({ status, expiresAt }: { status: string; expiresAt: string | null }) {
  const { icon, looks } = CERTIFICATE[status] ?? { icon: CircleHelp, looks: PLAIN };
  return (
    <span className="inline-flex flex-col items-start gap-0.5" data-certificate={status}>
      <Pill icon={icon} looks={looks}>
        {status}
      </Pill>
      {expiresAt && <span className="text-xs text-soft tabular-nums">{date(expiresAt)}</span>}
    </span>
  );
}

/** The last day of a contract, louder as it comes near. */
export function ContractEnd({ day, today }: { day: string | null; today: string }) {
  const state = contractEnd(day, today);
  if (state === "near" || state === "past")
    return (
      <span data-contract-end={state}>
        <Pill icon={state === "near" ? CalendarClock : TriangleAlert} looks={state === "near" ? WARN : BAD}>
          {date(day)}
        </Pill>
      </span>
    );
  return <span className="tabular-nums">{date(day)}</span>;
}

/** How many documents are there, and what is missing. */
export function Documents({ person, catalogue }: { person: Professional; catalogue: Catalogue | undefined }) {
  const { requiredDocsDone: done, requiredDocsTotal: total } = person;
  const required = requiredDocuments(person, catalogue);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <Tip text={`${done} de ${total} documentos; obrigatórios ${required.done}/${required.total}`}>
        <button type="button" className="inline-flex min-h-8 items-center gap-2 rounded-md tabular-nums">
          <span aria-hidden className="h-1.5 w-8 overflow-hidden rounded-full bg-slate-200">
            <span
              className={cx(
                "block h-full rounded-full",
                required.done < required.total ? "bg-warn" : "bg-good",
              )}
              style={{ width: `${(100 * done) / Math.max(1, total)}%` }}
            />
          </span>
          {done}/{total}
          <span className="sr-only">
            , obrigatórios {required.done}/{required.total}
          </span>
        </button>
      </Tip>
      {person.pending && <PendingPill person={person} catalogue={catalogue} />}
    </span>
  );
}

function PendingPill({ person, catalogue }: { person: Professional; catalogue: Catalogue | undefined }) {
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={`Pendente: ver o que falta de ${person.name}`}
        className={cx(PILL, WARN, "min-h-8 hover:outline-1 hover:outline-warn")}
      >
        <TriangleAlert aria-hidden />
        Pendente
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          sideOffset={6}
          collisionPadding={12}
          aria-label={`Pendências de ${person.name}`}
          className="z-30 flex w-72 max-w-[calc(100vw-1.5rem)] animate-fade flex-col gap-3 rounded-card border border-line bg-card p-4 text-sm text-ink shadow-raised"
        >
          <Missing title="Campos que faltam" items={person.missingFields.map(fieldLabel)} />
          <Missing
            title="Documentos obrigatórios que faltam"
            items={person.missingDocs.map((code) => documentLabel(code, catalogue?.documentTypes))}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Missing({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <div>
      <p className="font-semibold">{title}</p>
      <ul className="mt-1 list-disc pl-5 text-soft">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  );
}
