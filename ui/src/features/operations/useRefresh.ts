/** Asking a sync service to run, and watching it until it has. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { toast } from "@/components/ui/Toasts";
import { ApiError, messageOf } from "@/lib/api/client";
import { useServerNow } from "@/lib/clock";
import { type Freshness, freshness, inQueue } from "./model";
import { operationsQueries, requestRefresh } from "./queries";

/** How often the status is read while a run is under way: closely at first. */
const CLOSELY_MS = 3_000;
const LOOSELY_MS = 10_000;
const CLOSELY_FOR_MS = 60_000;
/** After this long nobody waits in front of the page any more. */
const PATIENCE_MS = 15 * 60_000;

export interface Refresh {
  freshness: Freshness;
  /** A run is asked for, queued or under way. */
  busy: boolean;
  /** Asks for a run. */
  ask: () => void;
}

/**
 * The state of `service`, and a way to run it. When a run that this page watched is over, `onDone` reads the
 * page's data again.
 */
export function useRefresh(service: string, label: string, onDone: () => void): Refresh {
  const client = useQueryClient();
  const now = useServerNow(1_000);
  const status = useQuery(operationsQueries.status());
  const row = status.data?.find((one) => one.service_name === service);
  const state = inQueue(freshness(service, row, new Date(now)), status.data ?? []);
  const request = useMutation({
    mutationFn: () => requestRefresh(service),
    onSuccess: ({ message }) => {
      toast.done(message);
      return client.invalidateQueries({ queryKey: ["operations", "status"] });
    },
    onError: (error) => {
      const forbidden = error instanceof ApiError && error.status === 403;
      toast.problem(forbidden ? `Você não tem permissão para atualizar: ${label}.` : messageOf(error));
    },
  });
  const underWay = state.state === "queued" || state.state === "running";
  useClosePoll(underWay);
  const latest = useRef({ onDone, state });
  useEffect(() => {
    latest.current = { onDone, state };
  });
  const watched = useRef(false);
  useEffect(() => {
    if (underWay) {
      watched.current = true;
      return;
    }
    if (!watched.current) return;
    watched.current = false;
    const { state: ended, onDone: readAgain } = latest.current;
    readAgain();
    if (ended.state === "error") toast.problem(`${label}: ${ended.reason ?? ended.text}`);
    else if (ended.state === "warning") toast.done(`${label}: concluído com avisos`);
    else toast.done("Dados atualizados");
  }, [underWay, label]);
  return { freshness: state, busy: request.isPending || underWay, ask: () => request.mutate() };
}

/** Reads the status closely while a run is under way; a hidden page waits for the slow poll. */
function useClosePoll(underWay: boolean) {
  const client = useQueryClient();
  useEffect(() => {
    if (!underWay) return;
    const began = Date.now();
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      const waited = Date.now() - began;
      if (waited > PATIENCE_MS) {
        toast.problem("A atualização está demorando. Os dados aparecem aqui quando ela terminar.");
        return;
      }
      timer = setTimeout(
        () => {
          if (!document.hidden) void client.invalidateQueries({ queryKey: ["operations", "status"] });
          next();
        },
        waited < CLOSELY_FOR_MS ? CLOSELY_MS : LOOSELY_MS,
      );
    };
    next();
    return () => clearTimeout(timer);
  }, [underWay, client]);
}
