import { describe, expect, it } from "vitest";
import { freshness, inQueue } from "./model";

const NOW = new Date("2026-02-19T15:00:00-03:00");
const row = (status: string, last_run: string | null, details: string | null = null) => ({
  service_name: "x",
  status,
  last_run,
  details,
});

describe("a live source", () => {
  const judge = (
    status: string,
    lastRun: string | null,
    data: string | null,
    details: string | null = null,
    now = NOW,
  ) => freshness("monitor_medico", row(status, lastRun, details), now, data);

  it("is fresh while its rows or its good runs are", () => {
    expect(judge("ONLINE", "2026-02-19 14:59:50", "2026-02-19 14:59:48")).toMatchObject({
      state: "ok",
      text: "Atualizado há 10 s",
    });
    expect(judge("ONLINE", "2026-02-19 14:59:50", "2026-02-19 13:00:00").state).toBe("ok");
    expect(judge("RUNNING", "2026-02-19 14:59:50", "2026-02-19 14:59:40").state).toBe("ok");
  });

  it("is stale after five minutes, with the reason the collector gave", () => {
    expect(judge("ERROR", "2026-02-19 14:59:50", "2026-02-19 14:55:00", "HTTP 404").state).toBe("error");
    expect(judge("ERROR", "2026-02-19 14:59:50", "2026-02-19 14:54:59", "HTTP 404")).toMatchObject({
      state: "stale",
      text: "Desatualizado: último dado de 19/02 14:54",
      reason: "HTTP 404",
    });
  });

  it("is not expected to move outside opening hours", () => {
    const evening = new Date("2026-02-19T20:30:00-03:00");
    expect(judge("ONLINE", "2026-02-19 19:59:50", null, null, evening)).toMatchObject({
      state: "ok",
      text: "Fora do horário: último dado às 19:59",
    });
  });

  it("hangs when a run has said nothing for half an hour", () => {
    expect(judge("RUNNING", "2026-02-19 14:29:00", "2026-02-19 14:29:00")).toMatchObject({
      state: "error",
      text: "Sincronização travada",
    });
  });
});

describe("a job", () => {
  const judge = (status: string, lastRun: string | null) =>
    freshness("faturamento", row(status, lastRun, "algo"), NOW);

  it.each([
    ["COMPLETED", "2026-02-19 14:48:00", "ok", "Atualizado há 12 min"],
    ["PENDING", "2026-02-18 09:00:00", "queued", "Na fila"],
    ["running", "2026-02-19 14:59:18", "running", "Sincronizando há 0:42"],
    ["RUNNING", "2026-02-19 14:20:00", "error", "Sincronização travada"],
    ["WARNING", "2026-02-19 14:00:00", "warning", "Concluído com avisos"],
    ["ERROR", "2026-02-19 14:03:11", "error", "Falhou às 14:03"],
    ["COMPLETED", "2026-02-18 12:59:00", "stale", "Desatualizado: último dado de 18/02 12:59"],
    ["UNKNOWN", null, "never", "Nunca sincronizado"],
  ])("%s at %s is %s", (status, lastRun, state, text) =>
    expect(judge(status, lastRun)).toMatchObject({ state, text }),
  );

  it("without a row never ran", () => {
    expect(freshness("comercial", undefined, NOW).state).toBe("never");
  });
});

it("tells a source that waits with whom", () => {
  const named = (service_name: string, status: string) => ({
    ...row(status, null, "Aguardando vez"),
    service_name,
  });
  const own = freshness("contratos", row("QUEUED", null, "Aguardando vez"), NOW);
  const alone = [named("contratos", "QUEUED"), named("monitor_medico", "RUNNING")];
  expect(inQueue(own, alone)).toMatchObject({ text: "Na fila", reason: "Aguardando vez" });
  const crowd = [...alone, named("comercial", "PENDING"), named("faturamento", "RUNNING")];
  expect(inQueue(own, crowd)).toMatchObject({
    text: "Na fila (2 fontes aguardando)",
    reason: "Aguardando vez: 1 fonte em execução agora.",
  });
  const fresh = freshness("contratos", row("COMPLETED", "2026-02-19 14:48:00"), NOW);
  expect(inQueue(fresh, crowd)).toBe(fresh);
});
