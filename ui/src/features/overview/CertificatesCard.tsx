import { Link } from "@tanstack/react-router";
import { ShieldAlert, ShieldCheck } from "lucide-react";
import { cx } from "@/components/ui/cx";
import { daysLeftText } from "@/features/professionals/model";
import type { WatchItem, WatchPage } from "@/features/professionals/queries";
import { TILES } from "@/features/professionals/Watch";
import { date, int } from "@/lib/format";
import { type Block, Frame } from "./QueueCards";

const PAGE = "/profissionais" as string;

/** Whose ethics certificate has expired or is about to; for whoever may see the register. */
export function CertificatesCard({ block }: { block: Block<WatchPage> }) {
  return (
    <Frame
      title="Certidões e Cadastros"
      icon={<ShieldAlert aria-hidden className="size-5" />}
      block={block}
      badge={
        <Link
          to={PAGE}
          search={{ sort: "certidao:asc" } as never}
          className="rounded-md px-2 py-1 text-sm font-medium text-info-ink hover:underline"
        >
          Ver profissionais
        </Link>
      }
    >
      {({ summary, data, pagination }) => (
        <div className="grid gap-4 lg:grid-cols-3">
          <ul className="grid grid-cols-1 content-start gap-2 min-[480px]:grid-cols-2 lg:grid-cols-1">
            {TILES.map(({ slug, title, count, tint, filter }) => {
              const value = count(summary);
              return (
                <li key={slug}>
                  <Link
                    to={PAGE}
                    search={filter as never}
                    data-kpi={slug}
                    data-value={value}
                    className={cx(
                      "flex h-full items-center justify-between gap-3 rounded-lg px-3 py-2.5 hover:outline-1 hover:outline-current",
                      value === 0 ? "bg-good-wash text-good-ink" : tint,
                    )}
                  >
                    <span className="min-w-0 text-sm font-medium">{title}</span>
                    <span className="text-2xl leading-7 font-bold tabular-nums">{int(value)}</span>
                  </Link>
                </li>
              );
            })}
          </ul>
          {data.length === 0 ? (
            <p
              data-state="empty"
              className="flex items-center gap-2 self-start rounded-lg bg-good-wash lg:col-span-2 px-3 py-2.5 text-sm font-medium text-good-ink"
            >
              <ShieldCheck aria-hidden className="size-5 shrink-0" />
              Nenhuma certidão vencendo
            </p>
          ) : (
            <div className="min-w-0 lg:col-span-2">
              <ul className="flex flex-col">
                {data.map((item) => (
                  <Nearest key={item.id} item={item} />
                ))}
              </ul>
              {pagination.total > data.length && (
                <p className="px-3 pt-2 text-xs text-soft">e mais {int(pagination.total - data.length)}</p>
              )}
            </div>
          )}
        </div>
      )}
    </Frame>
  );
}

function Nearest({ item }: { item: WatchItem }) {
  const left = item.daysLeft ?? 0;
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        to={PAGE}
        search={{ aberto: item.id } as never}
        className="flex min-h-11 items-center justify-between gap-3 rounded-lg px-3 py-1.5 text-sm hover:bg-sunken"
      >
        <span className="min-w-0">
          <span className="block truncate font-medium">{item.name}</span>
          <span className="block truncate text-xs text-soft">{item.specialty}</span>
        </span>
        <span className="shrink-0 text-right">
          <span className={cx("block font-semibold", left < 0 ? "text-bad-ink" : "text-warn-ink")}>
            {daysLeftText(left)}
          </span>
          <span className="block text-xs text-soft tabular-nums">{date(item.certidaoExpiresAt)}</span>
        </span>
      </Link>
    </li>
  );
}
