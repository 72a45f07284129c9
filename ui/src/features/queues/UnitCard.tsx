import { CircleCheck, CircleDashed, type LucideIcon, Stethoscope, TriangleAlert, Users } from "lucide-react";
import { memo, type ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { dur, int } from "@/lib/format";
import { isWaiting, judgeUnit, LIMITS, type Tone, type Unit, type UnitAlarm, waitAfter } from "./model";
import { Outdated } from "./Outdated";
import { PatientList } from "./PatientList";
import type { MedicUnit, ReceptionUnit } from "./queries";
import { CHIP, TEXT } from "./tones";

interface Props {
  unit: Unit;
  medic: MedicUnit | undefined;
  reception: ReceptionUnit | undefined;
  /** Minutes since the waits were computed. */
  elapsed: number;
  /** Since when the figures are unconfirmed, in words. */
  medicOutdated: string | null;
  receptionOutdated: string | null;
  anonymous: boolean;
  panel: boolean;
  /** What to say while nobody knows who waits. */
  unknownText: string;
}

const BORDER: Record<Tone, string> = {
  good: "border-line",
  warn: "border-warn ring-1 ring-warn",
  bad: "border-bad ring-1 ring-bad",
};

/** One clinic: reception, doctor, and who is waiting. Drawn again only when one of these has changed. */
export const UnitCard = memo(function UnitCard(props: Props) {
  const { unit, medic, reception, elapsed, medicOutdated, receptionOutdated } = props;
  const { anonymous, panel, unknownText } = props;
  const alarm = judgeUnit(medic, reception);
  const waiting = medic?.patients.filter(isWaiting).length;
  const inService = medic && waiting !== undefined ? medic.patients.length - waiting : null;
  const state = describe(medic, alarm, elapsed, medicOutdated !== null);
  return (
    <article
      data-unit={unit.slug}
      data-tone={alarm.tone}
      data-state={medic ? (medic.patients.length === 0 ? "empty" : "ready") : "loading"}
      aria-labelledby={`unit-${unit.slug}`}
      className={cx(
        "@container flex min-h-0 flex-col overflow-hidden rounded-card border bg-card shadow-card transition-[border-color,box-shadow]",
        BORDER[alarm.tone],
        panel ? "h-[26rem] lg:h-full" : "h-[32.5rem] max-md:h-auto max-md:max-h-[32.5rem] max-md:min-h-72",
      )}
    >
      <header className="px-4 pt-2.5 pb-2">
        <h2
          id={`unit-${unit.slug}`}
          className="truncate text-base font-bold tracking-wide uppercase @max-[16rem]:text-sm"
        >
          {unit.label}
        </h2>
        <div className="mt-0.5 flex items-center justify-between gap-x-3 gap-y-1 @max-[16rem]:flex-col @max-[16rem]:items-start">
          <p
            title={state.words}
            className={cx("flex max-w-full min-w-0 items-center gap-1.5 text-xs font-medium", state.looks)}
          >
            <state.icon aria-hidden className="size-3.5 shrink-0" />
            <span className="truncate">{state.words}</span>
          </p>
          <span
            data-kpi={`${unit.slug}-em-sala`}
            data-value={inService ?? undefined}
            className={cx(
              "shrink-0 rounded-full px-2.5 py-0.5 text-xs font-bold tabular-nums",
              inService === null ? "bg-sunken text-soft" : CHIP.good,
            )}
          >
            Em sala: {inService === null ? "-" : int(inService)}
          </span>
        </div>
      </header>
      <div className="divide-y divide-line border-y border-line bg-sunken">
        <Block title="Recepção" icon={Users} outdated={reception ? receptionOutdated : null}>
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
        <Block title="Médico" icon={Stethoscope} outdated={medic ? medicOutdated : null}>
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
          elapsed={elapsed}
          anonymous={anonymous}
          turnsPages={panel}
        />
      ) : (
        <p className="flex flex-1 items-center justify-center p-6 text-center text-soft">{unknownText}</p>
      )}
    </article>
  );
});

/** The clinic's state in words, with its sign. A single late patient is worth a word, not yet an alarm. */
function describe(medic: MedicUnit | undefined, alarm: UnitAlarm, elapsed: number, isOld: boolean) {
  if (alarm.tone !== "good")
    return { words: alarm.reasons.join(" · "), looks: TEXT[alarm.tone], icon: TriangleAlert };
  if (!medic) return { words: "Sem dados", looks: "text-soft", icon: CircleDashed };
  const late = medic.patients.filter((p) => isWaiting(p) && waitAfter(p, elapsed) >= LIMITS.lateFrom).length;
  if (late > 0) {
    const words = `${int(late)} ${late === 1 ? "espera" : "esperas"} ≥ ${LIMITS.lateFrom} min`;
    return { words, looks: TEXT.warn, icon: TriangleAlert };
  }
  if (isOld) return { words: "Situação não confirmada", looks: TEXT.warn, icon: TriangleAlert };
  return { words: "Dentro do esperado", looks: TEXT.good, icon: CircleCheck };
}

interface BlockProps {
  title: string;
  icon: LucideIcon;
  outdated: string | null;
  children: ReactNode;
}

/** A row of figures from one source; in a narrow card its title stands above them. */
function Block({ title, icon: Icon, outdated, children }: BlockProps) {
  return (
    <section className="px-4 py-1.5">
      <div className="flex items-center gap-2 @max-[16rem]:block">
        <h3 className="flex w-17 shrink-0 items-center gap-1.5 text-xs font-semibold text-soft @min-[21rem]:w-24 @min-[21rem]:text-[0.8125rem]">
          <Icon aria-hidden className="hidden size-4 @min-[21rem]:inline" />
          {title}
        </h3>
        <dl className="grid max-w-md min-w-0 flex-1 grid-cols-[3fr_5fr_4fr] gap-x-2 @max-[16rem]:grid-cols-[2fr_4fr_3.6fr] @max-[16rem]:gap-x-1.5">
          {children}
        </dl>
      </div>
      {outdated && <Outdated text={outdated} className="pt-0.5" />}
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
      <dd
        className={cx(
          "text-lg leading-5 font-bold whitespace-nowrap tabular-nums @max-[16rem]:text-[15px] @max-[16rem]:tracking-tight",
          bad && TEXT[bad],
        )}
      >
        {value === undefined ? "-" : shown(value)}
        {bad && <span className="sr-only"> (acima do limite)</span>}
      </dd>
    </div>
  );
}
