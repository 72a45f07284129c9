import { CircleCheck, CircleDashed, Stethoscope, TriangleAlert, Users } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { dur, int } from "@/lib/format";
import { isWaiting, judgeUnit, LIMITS, type Tone, type Unit } from "./model";
import { PatientList } from "./PatientList";
import type { MedicUnit, Patient, ReceptionUnit } from "./queries";
import { CHIP, TEXT } from "./tones";

interface Props {
  unit: Unit;
  medic: MedicUnit | undefined;
  reception: ReceptionUnit | undefined;
  waitOf: (patient: Patient) => number;
  anonymous: boolean;
  panel: boolean;
}

const BORDER: Record<Tone, string> = {
  good: "border-line",
  warn: "border-warn ring-1 ring-warn",
  bad: "border-bad ring-1 ring-bad",
};

/** One clinic: reception, doctor, and who is waiting. */
export function UnitCard({ unit, medic, reception, waitOf, anonymous, panel }: Props) {
  const alarm = judgeUnit(medic, reception);
  const waiting = medic?.patients.filter(isWaiting).length;
  const inService = medic && waiting !== undefined ? medic.patients.length - waiting : null;
  const unknown = !medic && alarm.tone === "good";
  const Icon = unknown ? CircleDashed : alarm.tone === "good" ? CircleCheck : TriangleAlert;
  const words = unknown ? "Sem dados da fila médica" : alarm.reasons.join(" · ") || "Dentro do esperado";
  return (
    <article
      data-unit={unit.slug}
      data-tone={alarm.tone}
      data-state={medic ? (medic.patients.length === 0 ? "empty" : "ready") : "loading"}
      aria-labelledby={`unit-${unit.slug}`}
      className={cx(
        "flex min-h-0 flex-col overflow-hidden rounded-card border bg-card shadow-card transition-[border-color,box-shadow]",
        BORDER[alarm.tone],
        panel ? "h-[26rem] lg:h-full" : "h-[32.5rem] max-md:h-auto max-md:max-h-[32.5rem] max-md:min-h-72",
      )}
    >
      <header className="px-4 pt-3.5 pb-2.5">
        <div className="flex items-center justify-between gap-3">
          <h2 id={`unit-${unit.slug}`} className="truncate text-base font-bold tracking-wide uppercase">
            {unit.label}
          </h2>
          <span
            data-kpi={`${unit.slug}-em-sala`}
            data-value={inService ?? undefined}
            className={cx("shrink-0 rounded-full px-2.5 py-1 text-xs font-bold tabular-nums", CHIP.good)}
          >
            Em sala: {inService === null ? "-" : int(inService)}
          </span>
        </div>
        <p
          title={words}
          className={cx(
            "mt-0.5 flex items-center gap-1.5 text-xs font-medium",
            unknown ? "text-soft" : TEXT[alarm.tone],
          )}
        >
          <Icon aria-hidden className="size-3.5 shrink-0" />
          <span className="truncate">{words}</span>
        </p>
      </header>
      <div className="divide-y divide-line border-y border-line bg-sunken">
        <Block title="Recepção" icon={<Users aria-hidden className="size-4" />}>
          <Figure
            slug={`${unit.slug}-recepcao-fila`}
            label="Fila"
            value={reception?.fila}
            bad={(reception?.fila ?? 0) > LIMITS.receptionQueueAbove && "warn"}
          />
          <Figure
            slug={`${unit.slug}-recepcao-media`}
            label="Média"
            value={reception?.tempo_medio}
            shown={dur}
            bad={(reception?.tempo_medio ?? 0) > LIMITS.receptionAverageAbove && "warn"}
          />
          <Figure
            slug={`${unit.slug}-recepcao-atendidos`}
            label="Atendidos"
            value={reception?.total_passaram}
          />
        </Block>
        <Block title="Médico" icon={<Stethoscope aria-hidden className="size-4" />}>
          <Figure
            slug={`${unit.slug}-medico-fila`}
            label="Fila"
            value={waiting}
            bad={(waiting ?? 0) > LIMITS.medicQueueAbove && "bad"}
          />
          <Figure
            slug={`${unit.slug}-medico-media`}
            label="Média (Dia)"
            value={medic?.averageWaitDay}
            shown={dur}
            bad={(medic?.averageWaitDay ?? 0) > LIMITS.medicAverageAbove && "bad"}
          />
          <Figure slug={`${unit.slug}-medico-atendidos`} label="Atendidos" value={medic?.totalAttended} />
        </Block>
      </div>
      {medic ? (
        <PatientList
          label={`Pacientes de ${unit.label}`}
          patients={medic.patients}
          waitOf={waitOf}
          anonymous={anonymous}
          turnsPages={panel}
        />
      ) : (
        <p className="flex flex-1 items-center justify-center p-6 text-center text-soft">
          Fila médica ainda não recebida
        </p>
      )}
    </article>
  );
}

function Block({ title, icon, children }: { title: string; icon: ReactNode; children: ReactNode }) {
  return (
    <section className="flex items-center gap-2 px-4 py-1.5">
      <h3 className="flex w-24 shrink-0 items-center gap-1.5 text-[0.8125rem] font-semibold text-soft">
        {icon}
        {title}
      </h3>
      <dl className="grid max-w-md min-w-0 flex-1 grid-cols-[3fr_5fr_4fr] gap-x-2">{children}</dl>
    </section>
  );
}

interface FigureProps {
  slug: string;
  label: string;
  value: number | undefined;
  shown?: (value: number) => string;
  /** Out of bounds, and how badly. */
  bad?: false | Tone;
}

function Figure({ slug, label, value, shown = int, bad }: FigureProps) {
  return (
    <div data-kpi={slug} data-value={value} className="flex min-w-0 flex-col-reverse justify-end">
      <dt className="text-xs whitespace-nowrap text-soft">{label}</dt>
      <dd className={cx("text-lg leading-5 font-bold whitespace-nowrap tabular-nums", bad && TEXT[bad])}>
        {value === undefined ? "-" : shown(value)}
        {bad && <span className="sr-only"> (acima do limite)</span>}
      </dd>
    </div>
  );
}
