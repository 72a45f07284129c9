import { onlineManager } from "@tanstack/react-query";
import { act, renderHook, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { freshness } from "@/features/operations/model";
import { ApiError } from "@/lib/api/client";
import { openAt, person, pretendServer } from "@/test/server";
import { CENTRAL_GROUP } from "./model";
import { medicQueue, medicUnit, patient, receptionQueue, whatsappQueue } from "./samples";
import { useRepeating } from "./useAlarm";
import { judgeSource, outdatedSince } from "./useMonitor";

const GROUP = {
  group_id: CENTRAL_GROUP,
  group_name: "Central de relacionamento",
  queue_size: 9,
  avg_wait_seconds: 600,
};

const server = (
  patients = [patient({ id: "late", name: "Rui Exemplo", waitTime: 42 }), patient({ waitTime: 5 })],
) =>
  pretendServer({
    "GET /api/auth/session": { json: { user: person() } },
    "GET /api/queue/medic": () => ({ json: medicQueue([medicUnit({ patients, totalAttended: 12 })]) }),
    "GET /api/queue/reception": () => ({ json: receptionQueue() }),
    "GET /api/queue/whatsapp": () => ({ json: whatsappQueue({ groups: [GROUP] }) }),
    "GET /api/admin/status": { json: [] },
  });

const unit = (name: string) => screen.findByRole("article", { name });

describe("the monitor", () => {
  it("shows the three clinics with their patients and the digital queue", async () => {
    server();
    openAt("/monitor");
    const ouroVerde = within(await unit("Ouro Verde"));
    expect(ouroVerde.getByText("Rui Exemplo")).toBeVisible();
    expect(ouroVerde.getByText("42 min")).toBeVisible();
    expect(ouroVerde.getByText(/Atrasado/)).toBeVisible();
    expect(within(await unit("Centro Cambuí")).getByText("Fila médica vazia")).toBeVisible();
    expect(await unit("Campinas Shopping")).toBeVisible();
    expect(screen.getByRole("combobox", { name: "Grupo da fila digital" })).toHaveDisplayValue(
      GROUP.group_name,
    );
  });

  it("clears a list that became empty", async () => {
    const running = server();
    openAt("/monitor");
    await screen.findByText("42 min");
    running.answers["GET /api/queue/medic"] = { json: medicQueue([]) };
    await userEvent.click(screen.getByRole("button", { name: "Atualizar" }));
    await waitFor(() => expect(screen.getAllByText("Fila médica vazia")).toHaveLength(3));
  });

  it("does not take a source that was never read for an empty queue", async () => {
    const running = server();
    running.answers["GET /api/queue/medic"] = { json: { ...medicQueue([]), dataUpdatedAt: null } };
    running.answers["GET /api/queue/whatsapp"] = { json: { ...whatsappQueue(), dataUpdatedAt: null } };
    openAt("/monitor");
    const ouroVerde = within(await unit("Ouro Verde"));
    expect(ouroVerde.getByText("Aguardando a primeira sincronização")).toBeVisible();
    expect(screen.queryByText("Fila médica vazia")).toBeNull();
    for (const slug of ["medico-fila", "em-sala", "fila-digital", "ouro-verde-medico-fila"]) {
      expect(document.querySelector(`[data-kpi=${slug}]`)).not.toHaveAttribute("data-value");
    }
    expect(document.querySelector("[data-kpi=recepcao-fila]")).toHaveAttribute("data-value", "4");
  });

  it("asks its server even while the browser believes to be offline", async () => {
    const running = server();
    openAt("/monitor");
    await screen.findByText("42 min");
    onlineManager.setOnline(false);
    try {
      running.answers["GET /api/queue/medic"] = { json: medicQueue([]) };
      await userEvent.click(screen.getByRole("button", { name: "Atualizar" }));
      await waitFor(() => expect(screen.queryByText("42 min")).toBeNull());
    } finally {
      onlineManager.setOnline(true);
    }
  });

  it("does not call a failed refresh done", async () => {
    const running = server();
    openAt("/monitor");
    await screen.findByText("42 min");
    delete running.answers["GET /api/queue/reception"];
    await userEvent.click(screen.getByRole("button", { name: "Atualizar" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Erro ao conectar com o servidor.");
    expect(screen.queryByText("Dados atualizados")).toBeNull();
    expect(screen.getByText("42 min")).toBeVisible();
  });

  it("names who waits too long until somebody has seen it", async () => {
    server();
    openAt("/monitor");
    await userEvent.click(await screen.findByRole("button", { name: "Ciente: Rui Exemplo" }));
    expect(screen.getByText("Nenhum paciente esperando há mais de 30 min")).toBeVisible();
  });

  it("shows one clinic when asked, and remembers it", async () => {
    server();
    const { location } = openAt("/monitor");
    await unit("Ouro Verde");
    await userEvent.keyboard("2");
    await waitFor(() => expect(location()).toBe("/monitor?unidade=centro-cambui"));
    expect(screen.queryByRole("article", { name: "Ouro Verde" })).toBeNull();
  });

  it("hides names on the wall", async () => {
    server();
    openAt("/monitor?modo=painel");
    await unit("Ouro Verde");
    expect(screen.queryByText("Rui Exemplo")).toBeNull();
    expect(screen.getAllByText("R. E.").length).toBeGreaterThan(0);
    await userEvent.click(screen.getByRole("button", { name: "Modo recepção" }));
    expect(await screen.findAllByText("Rui Exemplo")).not.toHaveLength(0);
  });

  it("keeps the alert's interval between 1 and 300 s", async () => {
    server();
    openAt("/monitor");
    await userEvent.click(await screen.findByRole("button", { name: "Intervalo: 30s" }));
    const field = screen.getByRole("textbox", { name: "Intervalo (segundos)" });
    await userEvent.clear(field);
    await userEvent.type(field, "999{Enter}");
    expect(await screen.findByRole("button", { name: "Intervalo: 300s" })).toHaveFocus();
  });

  it("says what could not be read and keeps the rest working", async () => {
    const running = server();
    running.answers["GET /api/queue/medic"] = {
      status: 500,
      json: { error: "Erro interno", code: "INTERNAL" },
    };
    openAt("/monitor");
    expect(await screen.findByRole("alert")).toHaveTextContent("Médico: Erro interno");
    expect(screen.queryByText(/Nenhum paciente esperando/)).toBeNull();
    expect(screen.getByRole("combobox", { name: "Grupo da fila digital" })).toBeVisible();
  });
});

describe("figures of a source that failed", () => {
  const failed = [
    { service_name: "monitor_medico", status: "ERROR", last_run: "2026-02-19 10:20:00", details: "404" },
  ];

  it("are marked wherever they stand, and the others are not", async () => {
    const running = server();
    running.answers["GET /api/admin/status"] = { json: failed };
    openAt("/monitor");
    const ouroVerde = within(await unit("Ouro Verde"));
    await ouroVerde.findByText(/^Dado de \d\d:\d\d$/);
    const marked = [...document.querySelectorAll("[data-kpi]")].filter((tile) =>
      tile.querySelector("[data-outdated]"),
    );
    expect(marked.map((tile) => tile.getAttribute("data-kpi"))).toEqual(["medico-fila", "em-sala"]);
    expect(marked[0]).toHaveTextContent(/Desatualizado/);
  });

  it("carry the time they are from, with the day when it is another", () => {
    const now = Date.parse("2026-02-19T10:30:00-03:00");
    const at = (confirmedAt: string, state: "ok" | "error" | "stale" = "stale") =>
      outdatedSince({ state, text: "Falhou", reason: null, confirmedAt: new Date(confirmedAt) }, now);
    expect(at("2026-02-19T10:13:00-03:00")).toBe("Dado de 10:13");
    expect(at("2026-02-18T19:58:00-03:00", "error")).toBe("Dado de 18/02 19:58");
    expect(at("2026-02-19T10:13:00-03:00", "ok")).toBeNull();
    expect(outdatedSince({ state: "error", text: "Falhou", reason: null, confirmedAt: null }, now)).toBe(
      "Falhou",
    );
  });
});

describe("freshness of a source", () => {
  const collector = freshness("clinia", undefined, new Date(), new Date().toISOString());
  const failing = (dataUpdatedAt: number) => ({
    isError: true,
    error: new ApiError(500, "INTERNAL", "Erro interno"),
    dataUpdatedAt,
  });

  it("turns stale 5 min after the last good answer, and failures in between do not move that time", () => {
    expect(judgeSource(failing(1_000), collector, 301_000).state).toBe("warning");
    expect(judgeSource(failing(1_000), collector, 302_000)).toMatchObject({
      state: "stale",
      reason: "Erro interno",
    });
  });

  it("is an error when there never was an answer", () => {
    expect(judgeSource(failing(0), collector, 302_000).state).toBe("error");
  });
});

it("rings at once and then at its interval, until there is no reason", () => {
  vi.useFakeTimers();
  const play = vi.fn();
  const { rerender } = renderHook(({ ringing }) => useRepeating(ringing, 2.5, play), {
    initialProps: { ringing: true },
  });
  expect(play).toHaveBeenCalledTimes(1);
  act(() => vi.advanceTimersByTime(5_000));
  expect(play).toHaveBeenCalledTimes(3);
  rerender({ ringing: false });
  act(() => vi.advanceTimersByTime(10_000));
  expect(play).toHaveBeenCalledTimes(3);
  vi.useRealTimers();
});
