import { Building2, MessageCircle, Star, Stethoscope, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/Card";
import { cx } from "@/components/ui/cx";
import { Problem } from "@/components/ui/Problem";
import type { MedicQueue, ReceptionQueue, WhatsappQueue } from "@/features/queues/queries";
import { messageOf } from "@/lib/api/client";
import { int } from "@/lib/format";
import { type DigitalLine, digitalLines, doctorLines, LONG_WAIT_ABOVE, receptionLines, total } from "./model";

/** A query's answer, as far as a block needs it. */
export interface Block<T> {
  data: T | undefined;
  error: unknown;
  /** How old the answer is, in words. */
  age: string;
  retry: () => void;
}

interface FrameProps<T> {
  title: string;
  icon: ReactNode;
  block: Block<T>;
  badge?: ReactNode;
  children: (data: T) => ReactNode;
}

/** A block of the overview: its figures and their age, a problem, or the place where they will be. */
export function Frame<T>({ title, icon, block, badge, children }: FrameProps<T>) {
  const { data, error, age, retry } = block;
  return (
    <Card
      title={title}
      hint={data === undefined ? undefined : age}
      actions={badge ?? <span className="text-soft">{icon}</span>}
    >
      {error !== null && error !== undefined && (
        <Problem title="Não foi possível ler." text={messageOf(error)} onRetry={retry} />
      )}
      {data !== undefined && children(data)}
      {data === undefined && !error && (
        <div aria-hidden data-state="loading" className="h-44 animate-shimmer rounded-card bg-slate-200/70" />
      )}
    </Card>
  );
}

interface RowProps {
  name: string;
  note: string;
  value: number;
  unit: string;
  tone: string;
  alarm?: string | null;
}

function Row({ name, note, value, unit, tone, alarm }: RowProps) {
  return (
    <li
      className={cx(
        "flex items-center justify-between gap-3 rounded-lg px-3 py-2.5",
        alarm ? "bg-bad-wash" : "bg-sunken",
      )}
    >
      <div className="min-w-0">
        <p className="font-semibold">{name}</p>
        <p className="text-xs text-soft">{note}</p>
        {alarm && (
          <p className="mt-0.5 flex items-center gap-1 text-xs font-semibold text-bad-ink">
            <TriangleAlert aria-hidden className="size-3.5" />
            {alarm}
          </p>
        )}
      </div>
      <p className="shrink-0 text-right">
        <span
          className={cx("block text-2xl leading-7 font-bold tabular-nums", alarm ? "text-bad-ink" : tone)}
        >
          {int(value)}
        </span>
        <span className="text-xs text-soft">{unit}</span>
      </p>
    </li>
  );
}

export function ReceptionCard({ block }: { block: Block<ReceptionQueue> }) {
  return (
    <Frame title="Fluxo de Recepção" icon={<Building2 aria-hidden className="size-5" />} block={block}>
      {(queue) => (
        <ul className="flex flex-col gap-2">
          {receptionLines(queue).map(({ id, label, queue: waiting, called }) => (
            <Row
              key={id}
              name={label}
              note={`${int(called)} atendimentos hoje`}
              value={waiting}
              unit="Fila"
              tone="text-info-ink"
            />
          ))}
        </ul>
      )}
    </Frame>
  );
}

export function DoctorCard({ block }: { block: Block<MedicQueue> }) {
  const late = block.data ? total(doctorLines(block.data), (line) => line.late) : 0;
  return (
    <Frame
      title="Aguardando Médico"
      icon={<Stethoscope aria-hidden className="size-5" />}
      block={block}
      badge={
        late > 0 && (
          <span className="inline-flex items-center gap-1 rounded-full bg-bad-wash px-2.5 py-1 text-xs font-semibold text-bad-ink">
            <TriangleAlert aria-hidden className="size-3.5" />
            Alerta {LONG_WAIT_ABOVE}+ min
          </span>
        )
      }
    >
      {(queue) => (
        <ul className="flex flex-col gap-2">
          {doctorLines(queue).map((line) => (
            <Row
              key={line.id}
              name={line.label}
              note={`Espera média: ${int(line.averageMinutes)} min`}
              value={line.waiting}
              unit="Pacientes"
              tone="text-warn-ink"
              alarm={line.late > 0 ? `${int(line.late)} ${LONG_WAIT_ABOVE}+ min` : null}
            />
          ))}
        </ul>
      )}
    </Frame>
  );
}

export function DigitalCard({ block }: { block: Block<WhatsappQueue> }) {
  return (
    <Frame title="Demanda WhatsApp" icon={<MessageCircle aria-hidden className="size-5" />} block={block}>
      {(queue) => {
        const { central, others } = digitalLines(queue);
        return (
          <div className="flex flex-col gap-3">
            {central && (
              <div className="rounded-lg bg-cyan-wash px-3 py-2.5 text-cyan-ink">
                <div className="flex items-center justify-between gap-3">
                  <p className="flex min-w-0 items-center gap-1.5 font-semibold">
                    <Star aria-hidden className="size-4 shrink-0" />
                    <span className="truncate">{central.name}</span>
                  </p>
                  <p className="text-2xl leading-7 font-bold tabular-nums">{int(central.queue)}</p>
                </div>
                <Bar line={central} className="mt-2" />
              </div>
            )}
            <ul className="flex flex-col gap-2.5 px-3">
              {others.map((line) => (
                <li key={line.id} className="flex items-center gap-3 text-sm">
                  <span className="min-w-0 flex-1 truncate" title={line.name}>
                    {line.name}
                  </span>
                  <Bar line={line} className="w-24 max-sm:hidden" />
                  <span className="w-8 text-right font-semibold tabular-nums">{int(line.queue)}</span>
                </li>
              ))}
            </ul>
          </div>
        );
      }}
    </Frame>
  );
}

const Bar = ({ line, className }: { line: DigitalLine; className?: string }) => (
  <span aria-hidden className={cx("block h-1.5 overflow-hidden rounded-full bg-slate-200", className)}>
    <span className="block h-full rounded-full bg-[#0891b2]" style={{ width: `${line.share * 100}%` }} />
  </span>
);
