import { Accessibility, Baby, CircleAlert, Clock3, Stethoscope, TriangleAlert } from "lucide-react";
import { memo, type ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { initials, isWaiting, judgeWait } from "./model";
import type { Patient } from "./queries";
import { CHIP } from "./tones";

interface Props {
  patient: Patient;
  waitMinutes: number;
  /** Strangers see this screen. */
  anonymous: boolean;
}

function Badge({ name, looks, children }: { name: string; looks: string; children: ReactNode }) {
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      className={cx("inline-flex h-5 items-center rounded-[4px] px-1 text-xs font-bold", looks)}
    >
      {children}
    </span>
  );
}

function Badges({ patient }: { patient: Patient }) {
  const { isElderly, isWheelchair, isPregnant } = patient.priority;
  const isFirstTime = "isFirstTime" in patient && patient.isFirstTime === true;
  return (
    <>
      {isWheelchair && (
        <Badge name="Cadeirante" looks="bg-info-wash text-info-ink">
          <Accessibility aria-hidden className="size-3.5" />
        </Badge>
      )}
      {isPregnant && (
        <Badge name="Gestante" looks="bg-pink-wash text-pink-ink">
          <Baby aria-hidden className="size-3.5" />
        </Badge>
      )}
      {isElderly && (
        <Badge name="Idoso" looks="bg-warn-wash text-warn-ink">
          60+
        </Badge>
      )}
      {isFirstTime && (
        <Badge name="Primeira vez" looks="bg-cyan-wash text-cyan-ink">
          1ª Vez
        </Badge>
      )}
    </>
  );
}

/** Drawn again only when something about this patient has changed. */
export const PatientRow = memo(function PatientRow({ patient, waitMinutes, anonymous }: Props) {
  const waiting = isWaiting(patient);
  const wait = judgeWait(waitMinutes);
  const name = patient.name ?? "Sem nome";
  const WaitIcon = wait.tone === "good" ? Clock3 : wait.critical ? CircleAlert : TriangleAlert;
  const below = [patient.service, patient.professional].filter(Boolean).join(" · ");
  return (
    <li
      data-row-id={patient.id}
      data-wait={waitMinutes}
      className={cx(
        "flex items-center gap-x-3 border-b border-line px-3.5 py-2 @max-[16rem]:flex-col @max-[16rem]:items-stretch",
        !waiting
          ? "bg-good-wash/60 shadow-[inset_3px_0_0_var(--color-good)]"
          : wait.critical
            ? "bg-bad-wash/70 shadow-[inset_3px_0_0_var(--color-bad)]"
            : wait.tone === "bad"
              ? "shadow-[inset_3px_0_0_var(--color-bad)]"
              : wait.tone === "warn"
                ? "shadow-[inset_3px_0_0_var(--color-warn)]"
                : undefined,
      )}
    >
      <div className="min-w-0 flex-1 @max-[16rem]:pb-1">
        <p className="flex items-center gap-1.5">
          <span
            className="truncate text-sm leading-6 font-semibold @min-[22rem]:text-[0.9375rem]"
            title={anonymous ? undefined : name}
          >
            {anonymous ? initials(name) : name}
          </span>
          <Badges patient={patient} />
        </p>
        <p className="truncate text-xs text-soft italic" title={below || undefined}>
          {below || "Sem profissional definido"}
        </p>
      </div>
      <div className="flex shrink-0 flex-col items-end gap-0.5 tabular-nums @max-[16rem]:flex-row @max-[16rem]:items-center @max-[16rem]:justify-between">
        {waiting ? (
          <span
            className={cx(
              "inline-flex items-center gap-1 rounded-full px-2 text-sm leading-6 font-bold",
              CHIP[wait.tone],
            )}
          >
            <WaitIcon aria-hidden className="size-3.5" />
            {waitMinutes} min
          </span>
        ) : (
          <span className="inline-flex items-center gap-1 rounded-full bg-[#047857] px-2 text-xs leading-6 font-bold text-white">
            <Stethoscope aria-hidden className="hidden size-3.5 @min-[22rem]:block" />
            Em Atend.
          </span>
        )}
        <span className="text-xs text-soft">
          {waiting && wait.tone !== "good" ? `${wait.label} · ` : ""}
          {patient.arrival ?? "--:--"}
        </span>
      </div>
    </li>
  );
});
