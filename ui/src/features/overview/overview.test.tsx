import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { history } from "@/features/finance/samples";
import type { MedicQueue } from "@/features/queues/queries";
import { heardServerTime } from "@/lib/clock";
import { openAt, person, pretendServer } from "@/test/server";
import { digitalLines, doctorLines } from "./model";

const waiting = (id: string, waitTime: number, status = "waiting") => ({ id, waitTime, status });

const MEDIC = {
  status: "success",
  data: [
    {
      id: "Ouro Verde",
      name: "OURO VERDE",
      patients: [waiting("a", 31), waiting("b", 30), waiting("c", 90, "in_service")],
      totalAttended: 7,
      averageWaitDay: 42,
    },
  ],
  timestamp: "2026-02-19T18:30:00.000Z",
  dataUpdatedAt: null,
} as unknown as MedicQueue;

it("counts who waits for a doctor, and who does so for more than half an hour", () => {
  expect(doctorLines(MEDIC)).toMatchObject([
    { label: "Ouro Verde", waiting: 2, late: 1, attended: 7 },
    { label: "Centro Cambuí", waiting: 0, late: 0 },
    { label: "Campinas Shopping", waiting: 0 },
  ]);
});

it("sets the central group apart and fills a bar at fifteen", () => {
  const group = (group_name: string, queue_size: number) => ({
    group_id: group_name,
    group_name,
    queue_size,
    avg_wait_seconds: 0,
  });
  const groups = [
    group(" Central de relacionamento", 30),
    ...["A", "B", "C", "D", "E"].map((name) => group(name, 3)),
  ];
  const lines = digitalLines({
    status: "success",
    data: { global: { queue: 45, avgWaitSeconds: 0 }, groups },
    dataUpdatedAt: null,
  });
  expect(lines.central).toMatchObject({ queue: 30, share: 1 });
  expect(lines.others.map(({ name, share }) => [name, share])).toEqual([
    ["A", 0.2],
    ["B", 0.2],
    ["C", 0.2],
    ["D", 0.2],
  ]);
});

it("keeps the rest of the page when one source fails", async () => {
  pretendServer({
    "GET /api/auth/session": { json: { user: person() } },
    "GET /api/admin/status": { json: [] },
    "GET /api/admin/financial/history": { json: history() },
    "GET /api/queue/medic": { json: MEDIC },
    "GET /api/queue/reception": { status: 500, json: { error: "Erro interno" } },
    "GET /api/queue/whatsapp": { status: 500, json: { error: "Erro interno" } },
  });
  openAt("/dashboard");
  const doctors = await screen.findByRole("region", { name: "Aguardando Médico" });
  expect(await within(doctors).findByText("Alerta 30+ min")).toBeVisible();
  const reception = screen.getByRole("region", { name: "Fluxo de Recepção" });
  expect(await within(reception).findByRole("alert")).toHaveTextContent("Não foi possível ler.");
  const today = screen.getByRole("region", { name: "Faturamento Hoje" });
  expect(await within(today).findByText("R$ 1.070,40")).toBeVisible();
  expect(within(today).getByText("Guias: 6")).toBeVisible();
});

it("knows how old its figures are, whatever the clock of this machine shows", async () => {
  const ahead = new Date(Date.now() + 9 * 3_600_000).toISOString();
  pretendServer({
    "GET /api/auth/session": { json: { user: person() }, headers: { "X-Hub-Now": ahead } },
    "GET /api/admin/status": { json: [], headers: { "X-Hub-Now": ahead } },
    "GET /api/admin/financial/history": { json: history(), headers: { "X-Hub-Now": ahead } },
    "GET /api/queue/medic": { json: MEDIC, headers: { "X-Hub-Now": ahead } },
  });
  openAt("/dashboard");
  const doctors = within(await screen.findByRole("region", { name: "Aguardando Médico" }));
  expect(await doctors.findByText("Lido agora")).toBeVisible();
  heardServerTime(new Date().toISOString());
});

const watch = (data: unknown[], summary = {}) => ({
  status: "success",
  data,
  summary: { vencidas: 0, vencendo: 0, pendentes: 0, incompletos: 0, novas: 0, ...summary },
  pagination: { page: 1, pageSize: 5, total: data.length, totalPages: 1 },
  newest: null,
  heartbeat: {},
});

/** The overview of somebody who sees nothing but it, and perhaps the register. */
function overview(register: boolean, pending: unknown) {
  const view = { view: true, edit: false, refresh: false };
  const permissions = { dashboard: view, ...(register ? { profissionais: view } : {}) };
  return pretendServer({
    "GET /api/auth/session": { json: { user: { ...person(), permissions } } },
    "GET /api/admin/status": { json: [] },
    "GET /api/admin/financial/history": { json: history() },
    "GET /api/queue/medic": { json: MEDIC },
    "GET /api/admin/profissionais/pendencias": pending as never,
  });
}

it("counts certificates and leads to the part of the list each count is about", async () => {
  const item = (id: string, name: string, daysLeft: number) => ({
    id,
    name,
    specialty: "Cardiologia",
    certidaoStatus: daysLeft < 0 ? "VENCIDA" : "VENCENDO",
    certidaoExpiresAt: "2026-02-18",
    daysLeft,
  });
  const items = [item("a", "Célia Amostra", -9), item("b", "Bruno Exemplo", 12)];
  overview(true, { json: watch(items, { vencidas: 1, vencendo: 3 }) });
  openAt("/dashboard");
  const card = within(await screen.findByRole("region", { name: "Certidões e Cadastros" }));
  expect(await card.findByRole("link", { name: /^Certidões vencidas ?1$/ })).toHaveAttribute(
    "href",
    "/profissionais?status=all&certidao=VENCIDA",
  );
  expect(card.getByRole("link", { name: /^Vencem em 30 dias ?3$/ })).toBeVisible();
  const first = card.getByRole("link", { name: /Célia Amostra/ });
  expect(first).toHaveTextContent("venceu há 9 dias");
  expect(first).toHaveAttribute("href", "/profissionais?aberto=a");
});

it("says that nothing expires, and what could not be read", async () => {
  const { answers } = overview(true, { json: watch([]) });
  const { unmount } = openAt("/dashboard");
  const card = within(await screen.findByRole("region", { name: "Certidões e Cadastros" }));
  expect(await card.findByText("Nenhuma certidão vencendo")).toBeVisible();
  unmount();
  answers["GET /api/admin/profissionais/pendencias"] = { status: 500, json: { error: "Erro interno" } };
  openAt("/dashboard");
  const broken = within(await screen.findByRole("region", { name: "Certidões e Cadastros" }));
  expect(await broken.findByRole("alert")).toHaveTextContent("Não foi possível ler.");
});

it("asks nothing about the register for whoever may not see it", async () => {
  const { asked } = overview(false, { status: 403, json: { error: "Forbidden" } });
  openAt("/dashboard");
  await screen.findByText("Alerta 30+ min");
  expect(screen.queryByRole("region", { name: "Certidões e Cadastros" })).toBeNull();
  expect(asked).not.toContain("GET /api/admin/profissionais/pendencias");
});
