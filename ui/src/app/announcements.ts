/** Turns what the server announces into fresh data on screen. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { host, type ServerEvent } from "@/lib/host";
import { createStore } from "@/lib/store";

/** Whether announcements arrive. Without them pages still poll. */
export const announcementsLive = createStore(false);

/** Several announcements within this time lead to one question. */
const GATHER_MS = 400;

/** The cached answers an announcement makes stale; `[]` is every one of them. */
export function staleKeys(event: ServerEvent): string[][] {
  switch (event.event) {
    case "queue":
      return [["queues", event.data.queue]];
    case "status":
      return [["operations", "status"]];
    case "refresh":
      return [
        ["operations", "status"],
        ["queues"],
        ["finance"],
        ["appointments"],
        ["productivity"],
        ["contracts"],
        ["proposals"],
        ["professionals"],
        ["templates"],
      ];
    case "lagged":
      return [[]];
    default:
      return [];
  }
}

function gatherer(client: QueryClient) {
  const waiting = new Map<string, string[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = () => {
    timer = undefined;
    for (const queryKey of waiting.values()) void client.invalidateQueries({ queryKey });
    waiting.clear();
  };
  return {
    add(event: ServerEvent) {
      for (const key of staleKeys(event)) waiting.set(key.join("/"), key);
      if (waiting.size > 0) timer ??= setTimeout(ask, GATHER_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Listens as long as somebody is signed in. */
export function useAnnouncements() {
  const client = useQueryClient();
  useEffect(() => {
    const gathered = gatherer(client);
    let wasDown = false;
    const stop = host.subscribe(gathered.add, (live) => {
      // What happened while the stream was down was announced to nobody.
      if (live && wasDown) gathered.add({ event: "lagged" });
      wasDown = !live;
      announcementsLive.set(live);
    });
    return () => {
      stop();
      gathered.stop();
      announcementsLive.set(false);
    };
  }, [client]);
}
