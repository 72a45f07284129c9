import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import type { HostNotices } from "@/lib/host";
import { openAt, person, pretendServer } from "@/test/server";
import { lastTold, newsOf, noticeText, rememberTold } from "./notice";

/** The window's messages: the tests decide whether the computer shows them. */
const { show } = vi.hoisted(() => ({ show: vi.fn<HostNotices["show"]>() }));

vi.mock("@/lib/host", async (original) => {
  const real = await original<typeof import("@/lib/host")>();
  return { ...real, host: { ...real.browserHost, notices: { show } } };
});

beforeEach(() => {
  show.mockReset().mockResolvedValue(true);
  localStorage.clear();
});

const summary = { vencidas: 2, vencendo: 3, pendentes: 1, incompletos: 4, novas: 0 };
const newest = { day: "2026-02-19", count: 2 };

it("says how many, and never who", () => {
  expect(noticeText({ vencidas: 2, vencendo: 3 })).toBe("2 certidões vencidas, 3 vencendo");
  expect(noticeText({ vencidas: 1, vencendo: 1 })).toBe("1 certidão vencida, 1 vencendo");
  expect(noticeText({ vencidas: 1, vencendo: 0 })).toBe("1 certidão vencida");
  expect(noticeText({ vencidas: 0, vencendo: 1 })).toBe("1 certidão vencendo");
  expect(noticeText({ vencidas: 0, vencendo: 9 })).toBe("9 certidões vencendo");
});

it("tells of findings that are new since the last time, once a day", () => {
  const first = newsOf({ summary, newest }, null, "2026-02-19");
  expect(first).toEqual({
    text: "2 certidões vencidas, 3 vencendo",
    told: { day: "2026-02-19", newest },
  });
  const told = first?.told ?? null;
  const more = { day: "2026-02-19", count: 3 };
  expect(newsOf({ summary, newest: more }, told, "2026-02-19")).toBeNull();
  expect(newsOf({ summary, newest }, told, "2026-02-20")).toBeNull();
  // Found later on the day that was told of.
  expect(newsOf({ summary, newest: more }, told, "2026-02-20")?.told.newest).toEqual(more);
  expect(newsOf({ summary, newest: { day: "2026-02-21", count: 1 } }, told, "2026-02-23")).not.toBeNull();
  // The newest was dealt with: what is left was told before.
  expect(newsOf({ summary, newest: { day: "2026-02-10", count: 9 } }, told, "2026-02-20")).toBeNull();
});

it("has nothing to tell before the watch has looked, and once all is in order", () => {
  expect(newsOf({ summary, newest: null }, null, "2026-02-19")).toBeNull();
  expect(
    newsOf({ summary: { ...summary, vencidas: 0, vencendo: 0 }, newest }, null, "2026-02-19"),
  ).toBeNull();
});

it("remembers each person apart, and forgets what nobody can read", () => {
  rememberTold("a", { day: "2026-02-19", newest });
  rememberTold("b", { day: "2026-02-20", newest });
  expect(lastTold("a")?.day).toBe("2026-02-19");
  expect(lastTold("c")).toBeNull();
  localStorage.setItem("consultare_certificates_told_v1", '{"a":{"day":1}}');
  expect(lastTold("a")).toBeNull();
  localStorage.setItem("consultare_certificates_told_v1", "[");
  expect(lastTold("a")).toBeNull();
});

/** The window of somebody who may see the register, or of whom the server thinks otherwise. */
function open(register: boolean, status = 200) {
  const view = { view: true, edit: false, refresh: false };
  const permissions = { financeiro: view, ...(register ? { profissionais: view } : {}) };
  const server = pretendServer({
    "GET /api/auth/session": { json: { user: { ...person(), permissions } } },
    "GET /api/admin/status": { json: [] },
    "GET /api/admin/profissionais/pendencias": {
      status,
      json: {
        data: [{ id: "a", name: "Célia Amostra" }],
        summary,
        newest,
        pagination: { page: 1, pageSize: 5, total: 1, totalPages: 1 },
        heartbeat: {},
      },
    },
  });
  return { ...server, ...openAt("/financeiro") };
}

it("shows a message of the system, and a click on it leads to the list", async () => {
  const { location, unmount } = open(true);
  await waitFor(() => expect(show).toHaveBeenCalledOnce());
  const [notice, onClick] = show.mock.calls[0] ?? [];
  expect(notice).toEqual({ title: "Certidões de ética", body: "2 certidões vencidas, 3 vencendo" });
  expect(screen.queryByText(/certidões vencidas,/)).toBeNull();
  onClick?.();
  await waitFor(() => expect(location()).toBe("/profissionais?sort=certidao%3Aasc"));
  unmount();
  // Another start on the same day.
  const again = open(true);
  await waitFor(() => expect(again.asked).toContain("GET /api/admin/profissionais/pendencias"));
  await screen.findByRole("main");
  expect(show).toHaveBeenCalledOnce();
});

it("tells inside the window where the system shows no messages", async () => {
  show.mockResolvedValue(false);
  const { location } = open(true);
  const note = await screen.findByText("2 certidões vencidas, 3 vencendo");
  expect(note.closest("[role=status]")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Ver profissionais" }));
  await waitFor(() => expect(location()).toContain("/profissionais"));
  expect(screen.queryByText("2 certidões vencidas, 3 vencendo")).toBeNull();
});

it("tells nothing to whoever may not see the register, and nothing of a refusal", async () => {
  const other = open(false);
  await screen.findByRole("main");
  await waitFor(() => expect(other.asked).toContain("GET /api/admin/status"));
  expect(other.asked).not.toContain("GET /api/admin/profissionais/pendencias");
  other.unmount();
  const refused = open(true, 403);
  await waitFor(() => expect(refused.asked).toContain("GET /api/admin/profissionais/pendencias"));
  await screen.findByRole("main");
  expect(show).not.toHaveBeenCalled();
  expect(lastTold("u1")).toBeNull();
});
