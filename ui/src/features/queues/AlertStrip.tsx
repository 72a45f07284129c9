import { BellRing, Check, CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cx } from "@/components/ui/cx";
import { initials, type LatePatient } from "./model";
import { Outdated } from "./Outdated";

interface Props {
  /** `null` as long as nobody knows who waits. */
  late: LatePatient[] | null;
  /** What to say as long as they do not. */
  unknownText: string;
  /** Since when the waits are unconfirmed, in words. */
  outdated: string | null;
  threshold: number;
  anonymous: boolean;
  /** `null` where nobody can press anything. */
  onSeen: ((id: string) => void) | null;
}

/** Named here; the rest is counted. A wall has room for more. */
const SHOWN = 2;
const SHOWN_ON_WALL = 4;
const NOBODY: LatePatient[] = [];

/** Says what the sound says, for everybody who does not hear it. Always there, so nothing jumps. */
export function AlertStrip({ late: known, unknownText, outdated, threshold, anonymous, onSeen }: Props) {
  const late = known ?? NOBODY;
  const shown = late.slice(0, onSeen ? SHOWN : SHOWN_ON_WALL);
  const more = late.length - shown.length;
  const quiet = late.length === 0;
  const naming = (patient: LatePatient) => (anonymous ? initials(patient.name) : patient.name);
  return (
    <div className="@container">
      <div
        data-alert={quiet ? "off" : "on"}
        className={cx(
          "flex min-h-12 items-center gap-x-3 gap-y-1.5 rounded-card border px-4 py-1.5 text-sm transition-colors @max-[52rem]:flex-wrap",
          quiet ? "border-line bg-card text-soft" : "border-bad/40 bg-bad-wash text-bad-ink",
        )}
      >
        {quiet ? (
          <>
            {!known ? (
              <CircleDashed aria-hidden className="size-[1.125rem] shrink-0" />
            ) : outdated ? (
              <TriangleAlert aria-hidden className="size-[1.125rem] shrink-0 text-warn-ink" />
            ) : (
              <CircleCheck aria-hidden className="size-[1.125rem] shrink-0 text-good-ink" />
            )}
            <span className="min-w-0 flex-1">
              {known ? `Nenhum paciente esperando há mais de ${threshold} min` : unknownText}
              {known && outdated && <span className="font-semibold text-warn-ink"> · {outdated}</span>}
            </span>
          </>
        ) : (
          <>
            <BellRing aria-hidden className="size-[1.125rem] shrink-0" />
            <strong className="shrink-0 font-bold">
              {late.length} {late.length === 1 ? "paciente" : "pacientes"} acima de {threshold} min
            </strong>
            <ul className="flex min-w-0 items-center gap-2 @max-[52rem]:order-last @max-[52rem]:w-full @max-[36rem]:flex-col @max-[36rem]:items-stretch">
              {shown.map((patient) => (
                <li
                  key={patient.id}
                  className="flex min-w-0 items-center justify-between gap-2 rounded-lg border border-bad/25 @max-[52rem]:flex-1 bg-card pl-2.5 text-xs text-ink"
                >
                  <span
                    title={anonymous ? undefined : `${patient.name} · ${patient.unit}`}
                    className={cx("flex min-w-0 py-1.5", !onSeen && "pr-2.5")}
                  >
                    <span className="truncate">
                      <span className="font-semibold">{naming(patient)}</span> · {patient.unit}
                    </span>
                    <span className="shrink-0 font-bold whitespace-pre text-bad-ink tabular-nums">
                      {" · "}
                      {patient.minutes} min
                    </span>
                  </span>
                  {onSeen && (
                    <button
                      type="button"
                      aria-label={`Ciente: ${naming(patient)}`}
                      onClick={() => onSeen(patient.id)}
                      className="flex min-h-8 shrink-0 items-center gap-1 rounded-r-lg border-l border-bad/25 px-2.5 font-medium text-bad-ink hover:bg-bad-wash max-sm:min-h-10"
                    >
                      <Check aria-hidden className="size-3.5" />
                      Ciente
                    </button>
                  )}
                </li>
              ))}
            </ul>
            {more > 0 && <span className="shrink-0 text-xs font-medium">e mais {more}</span>}
            {outdated && <Outdated text={outdated} />}
          </>
        )}
        <Announcement late={late} threshold={threshold} naming={naming} />
      </div>
    </div>
  );
}

/** Reads out who is new in the list; minutes that pass are no news. */
function Announcement({
  late,
  threshold,
  naming,
}: {
  late: LatePatient[];
  threshold: number;
  naming: (patient: LatePatient) => string;
}) {
  const known = useRef(new Set<string>());
  const [text, setText] = useState("");
  useEffect(() => {
    const fresh = late.filter((patient) => !known.current.has(patient.id));
    known.current = new Set(late.map((patient) => patient.id));
    if (fresh.length === 0) return;
    const names = fresh.map((patient) => `${naming(patient)}, ${patient.unit}`).join("; ");
    setText(`Espera acima de ${threshold} minutos: ${names}.`);
  }, [late, threshold, naming]);
  return (
    <span role="status" className="sr-only">
      {text}
    </span>
  );
}
