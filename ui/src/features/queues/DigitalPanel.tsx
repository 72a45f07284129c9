import { MessageCircle } from "lucide-react";
import { memo } from "react";
import { cx } from "@/components/ui/cx";
import { dur, int } from "@/lib/format";
import { judgeDigital, LIMITS } from "./model";
import { Outdated } from "./Outdated";
import type { WhatsappQueue } from "./queries";
import { BAR, TEXT } from "./tones";

interface Props {
  answer: WhatsappQueue | undefined;
  /** Since when the figures are unconfirmed, in words. */
  outdated: string | null;
  /** The groups were never read. */
  waitsForSync: boolean;
  panel: boolean;
}

/** Every WhatsApp group with its queue, so that none hides behind the selector. */
export const DigitalPanel = memo(function DigitalPanel({ answer, outdated, waitsForSync, panel }: Props) {
  const groups = answer?.data.groups;
  const inOneRow = (groups?.length ?? 0) <= 8;
  return (
    <section
      aria-labelledby="digital"
      data-state={!groups ? "loading" : groups.length === 0 ? "empty" : "ready"}
      className="rounded-card border border-line bg-card shadow-card"
    >
      <header
        className={cx(
          "flex flex-wrap items-center justify-between gap-x-3 gap-y-0.5 border-b border-line px-4 py-2.5",
          panel && "sr-only",
        )}
      >
        <h2 id="digital" className="flex items-center gap-2 text-sm font-bold">
          <MessageCircle aria-hidden className="size-4 shrink-0 text-soft" />
          WhatsApp por grupo
        </h2>
        <p className="text-xs text-soft">Conversas aguardando · média de ontem</p>
      </header>
      {groups && outdated && <Outdated text={outdated} className="border-b border-line px-4 py-1.5" />}
      {waitsForSync && <p className="p-6 text-center text-soft">Aguardando a primeira sincronização</p>}
      {groups?.length === 0 && <p className="p-6 text-center text-soft">Nenhum grupo de atendimento</p>}
      <ul
        data-table="whatsapp-groups"
        className={cx(
          "grid gap-px overflow-hidden rounded-card",
          !panel && "rounded-t-none",
          panel
            ? cx(
                "grid-cols-2 md:grid-cols-4",
                inOneRow && "lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none",
              )
            : "sm:grid-cols-2 xl:grid-cols-4",
        )}
      >
        {groups?.map((group) => {
          const averageMinutes = Math.round(group.avg_wait_seconds / 60);
          const judged = judgeDigital({
            id: group.group_id,
            label: group.group_name,
            queue: group.queue_size,
            averageMinutes,
          });
          const share = Math.min(100, (group.queue_size / LIMITS.digitalFull) * 100);
          return (
            <li
              key={group.group_id}
              data-row-id={group.group_id}
              className={cx(
                "px-4 shadow-[1px_0_0_var(--color-line),0_1px_0_var(--color-line)]",
                panel ? "py-2" : "py-3",
              )}
            >
              <div className="flex items-baseline justify-between gap-3">
                <span className="truncate text-sm font-medium" title={group.group_name}>
                  {group.group_name}
                </span>
                <span className="text-xl font-bold tabular-nums" data-value={group.queue_size}>
                  {int(group.queue_size)}
                </span>
              </div>
              <div aria-hidden className="my-1 h-1.5 overflow-hidden rounded-full bg-slate-500/15">
                <div
                  className={cx("h-full rounded-full transition-[width] duration-500", BAR[judged.tone])}
                  style={{ width: `${share}%` }}
                />
              </div>
              <p className="flex justify-between gap-2 text-xs">
                <span className={cx("font-medium", TEXT[judged.tone])}>{judged.label}</span>
                <span className="text-soft tabular-nums">{dur(averageMinutes)}</span>
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
});
