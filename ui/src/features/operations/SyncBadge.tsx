import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  CircleCheck,
  CircleDashed,
  Clock3,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";
import { Popover } from "radix-ui";
import { Button } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { toast } from "@/components/ui/Toasts";
import { ApiError, messageOf } from "@/lib/api/client";
import { dateTime } from "@/lib/format";
import type { Freshness, SyncState } from "./model";
import { requestRefresh } from "./queries";

const LOOKS: Record<SyncState, { icon: LucideIcon; looks: string }> = {
  ok: { icon: CircleCheck, looks: "text-good-ink" },
  queued: { icon: Clock3, looks: "text-warn-ink" },
  running: { icon: LoaderCircle, looks: "text-info-ink [&_svg]:animate-spin" },
  warning: { icon: TriangleAlert, looks: "text-warn-ink" },
  error: { icon: TriangleAlert, looks: "text-bad-ink" },
  stale: { icon: TriangleAlert, looks: "text-warn-ink" },
  never: { icon: CircleDashed, looks: "text-soft" },
};

/** Left out where there is little room: the sign and what is left say it. */
const SPARED = ["Atualizado ", "último dado de "];

interface Props {
  /** The source in a word. */
  label: string;
  service: string;
  freshness: Freshness;
  mayRefresh: boolean;
}

/** How fresh one source is, in colour, sign and words; opens the whole story. */
export function SyncBadge({ label, service, freshness, mayRefresh }: Props) {
  const { state, text, reason, confirmedAt } = freshness;
  const { icon: Icon, looks } = LOOKS[state];
  return (
    <Popover.Root>
      <Popover.Trigger
        data-sync-state={state}
        data-service={service}
        className="inline-flex min-h-10 min-w-0 max-w-full items-center gap-1.5 rounded-lg px-1.5 text-left text-xs hover:bg-sunken"
      >
        <span className={cx("flex min-w-0 items-center gap-1.5", looks)}>
          <Icon aria-hidden className="size-4 shrink-0" />
          <span className="shrink-0 font-semibold text-ink">{label}</span>
          <span className="truncate tabular-nums">
            <Short text={text} />
          </span>
        </span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={12}
          aria-label={`Sincronização: ${label}`}
          className="z-30 flex w-80 max-w-[calc(100vw-1.5rem)] animate-fade flex-col gap-3 rounded-card border border-line bg-card p-4 text-sm text-ink shadow-raised"
        >
          <p className={cx("flex items-center gap-2 font-semibold", looks)}>
            <Icon aria-hidden className="size-4 shrink-0" />
            {text}
          </p>
          {reason && <p className="break-words text-ink">{reason}</p>}
          <p className="text-xs text-soft">
            Dados confirmados em: <span className="tabular-nums">{dateTime(confirmedAt)}</span>
          </p>
          {mayRefresh && state !== "ok" && <RetryButton service={service} />}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** The words of a state, shorter where there is little room. */
function Short({ text }: { text: string }) {
  const spared = SPARED.find((words) => text.includes(words));
  if (!spared) return text;
  const [before, ...after] = text.split(spared);
  return (
    <>
      {before}
      <span className="max-2xl:sr-only">{spared}</span>
      {after.join(spared)}
    </>
  );
}

function RetryButton({ service }: { service: string }) {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => requestRefresh(service),
    onSuccess: ({ message }) => {
      toast.done(message);
      void client.invalidateQueries({ queryKey: ["operations", "status"] });
    },
    onError: (error) => {
      const forbidden = error instanceof ApiError && error.status === 403;
      toast.problem(forbidden ? "Você não tem permissão para atualizar esta fonte." : messageOf(error));
    },
  });
  return (
    <Button look="quiet" busy={isPending} onClick={() => mutate()}>
      {isPending ? "Solicitando..." : "Tentar novamente"}
    </Button>
  );
}
