import { describe, expect, it } from "vitest";
import {
  ALL_GROUPS,
  CENTRAL_GROUP,
  clampSeconds,
  digitalQueue,
  initials,
  judgeDigital,
  judgeUnit,
  judgeWait,
  latePatients,
  minutesSince,
  totals,
  UNITS,
  waitAfter,
} from "./model";
import { medicUnit, patient, receptionQueue, receptionUnit, whatsappQueue } from "./samples";

describe("a wait", () => {
  it.each([
    [20, "good", "No prazo"],
    [21, "warn", "Atenção"],
    [29, "warn", "Atenção"],
    [30, "bad", "Atrasado"],
    [60, "bad", "Atrasado"],
    [61, "bad", "Crítico"],
  ])("of %i min is %s", (minutes, tone, label) => expect(judgeWait(minutes)).toMatchObject({ tone, label }));

  it("moves on between two answers", () => {
    expect(waitAfter(patient({ waitTime: 28 }), minutesSince(1_000, 1_000 + 179_000))).toBe(30);
    expect(waitAfter(patient({ waitTime: 28 }), minutesSince(5_000, 1_000))).toBe(28);
  });
});

describe("a clinic", () => {
  const waiting = (n: number) =>
    medicUnit({ patients: Array.from({ length: n }, (_, i) => patient({ id: `p${i}` })) });

  it("is amber with 16 people at reception", () => {
    expect(judgeUnit(waiting(0), receptionUnit({ fila: 15 })).tone).toBe("good");
    expect(judgeUnit(waiting(0), receptionUnit({ fila: 16 })).tone).toBe("warn");
  });

  it("is red with 11 waiting or an average of 31 min, and red wins", () => {
    expect(judgeUnit(waiting(10), receptionUnit()).tone).toBe("good");
    expect(judgeUnit(waiting(11), receptionUnit({ fila: 16 })).tone).toBe("bad");
    expect(judgeUnit(medicUnit({ averageWaitDay: 30 }), receptionUnit()).tone).toBe("good");
    expect(judgeUnit(medicUnit({ averageWaitDay: 31 }), receptionUnit()).tone).toBe("bad");
  });

  it("does not count who is with the doctor as waiting", () => {
    const busy = medicUnit({
      patients: Array.from({ length: 11 }, (_, i) => patient({ id: `p${i}`, status: "in_service" })),
    });
    expect(judgeUnit(busy, receptionUnit()).tone).toBe("good");
  });
});

it("alerts above the threshold, not at it, and only for who still waits", () => {
  const units = [
    medicUnit({
      patients: [
        patient({ id: "a", waitTime: 30 }),
        patient({ id: "b", waitTime: 31 }),
        patient({ id: "c", waitTime: 90, status: "in_service" }),
        patient({ id: "d", waitTime: 45 }),
      ],
    }),
  ];
  expect(latePatients(units, 30, 0).map((p) => p.id)).toEqual(["d", "b"]);
});

it("shows strangers initials only", () => {
  expect(initials("Maria da Silva Souza")).toBe("M. S.");
  expect(initials("Henrique Pequi da Serra (idoso)")).toBe("H. S.");
  expect(initials("ana")).toBe("A.");
  expect(initials("")).toBe("—");
});

describe("the digital queue", () => {
  const answer = whatsappQueue({
    groups: [
      {
        group_id: CENTRAL_GROUP,
        group_name: "Central de relacionamento",
        queue_size: 9,
        avg_wait_seconds: 600,
      },
      { group_id: "x", group_name: "Cancelados", queue_size: 2, avg_wait_seconds: 240 },
    ],
  });

  it("is the chosen group, the central one, or all together", () => {
    expect(digitalQueue(answer, "x")).toMatchObject({ queue: 2, averageMinutes: 4 });
    expect(digitalQueue(answer, "gone")).toMatchObject({ label: "Central de relacionamento", queue: 9 });
    expect(digitalQueue(answer, ALL_GROUPS)).toMatchObject({ label: "Todos", queue: 17 });
    expect(digitalQueue(whatsappQueue({ groups: [] }), CENTRAL_GROUP)).toMatchObject({ id: ALL_GROUPS });
  });

  it("is red above 10 conversations, amber above 15 min", () => {
    const group = { id: "x", label: "X" };
    expect(judgeDigital({ ...group, queue: 11, averageMinutes: 16 }).tone).toBe("bad");
    expect(judgeDigital({ ...group, queue: 10, averageMinutes: 16 }).tone).toBe("warn");
    expect(judgeDigital({ ...group, queue: 10, averageMinutes: 15 }).tone).toBe("good");
  });
});

it("adds up the shown clinics and keeps the unknown unknown", () => {
  const medic = [
    medicUnit({ patients: [patient({ waitTime: 12 }), patient({ id: "b", status: "in_service" })] }),
  ];
  expect(totals(UNITS, medic, receptionQueue().data, 0)).toEqual({
    reception: 4,
    receptionAverage: 11,
    waiting: 1,
    inService: 1,
    longest: 12,
  });
  expect(totals(UNITS.slice(2), medic, receptionQueue().data, 0)).toMatchObject({
    reception: 1,
    receptionAverage: 8,
    waiting: 0,
    longest: null,
  });
  expect(totals(UNITS, undefined, undefined, 0)).toMatchObject({ reception: null, waiting: null });
});

describe("the alert interval", () => {
  it.each([
    ["0", 1],
    ["999", 300],
    ["abc", 30],
    ["", 30],
    ["2,5", 2.5],
    ["45", 45],
  ])("typed as %j is %d", (text, seconds) => expect(clampSeconds(text, 30)).toBe(seconds));
});
