/** The three live queues. */
import { queryOptions } from "@tanstack/react-query";
import { api, type components, ok } from "@/lib/api/client";

type Schemas = components["schemas"];
export type MedicUnit = Schemas["MedicUnit"];
export type Patient = Schemas["WaitingPatient"];
export type ReceptionUnit = Schemas["ReceptionUnit"];
export type ReceptionQueue = Schemas["ReceptionQueue"];
export type WhatsappQueue = Schemas["WhatsappQueue"];
export type MedicQueue = Schemas["MedicQueue"];

/** The monitors' own cycle. */
export const POLL_MS = 15_000;

const live = { staleTime: POLL_MS / 2, refetchInterval: POLL_MS, retry: false } as const;

export const queueQueries = {
  medic: () =>
    queryOptions({
      ...live,
      queryKey: ["queues", "medic"],
      queryFn: ({ signal }) => ok(api.GET("/api/queue/medic", { signal })),
    }),
  reception: () =>
    queryOptions({
      ...live,
      queryKey: ["queues", "reception"],
      queryFn: ({ signal }) => ok(api.GET("/api/queue/reception", { signal })),
    }),
  whatsapp: () =>
    queryOptions({
      ...live,
      queryKey: ["queues", "whatsapp"],
      queryFn: ({ signal }) => ok(api.GET("/api/queue/whatsapp", { signal })),
    }),
};
