/** Answers of the server as the tests of this area pretend them. */
import type { GeneralReport, History } from "./queries";

export const history = (fields: Partial<History> = {}): History => ({
  daily: [
    { d: "2026-02-18", total: 419.9, qtd: 3 },
    { d: "2026-02-19", total: 650.5, qtd: 3 },
  ],
  monthly: [{ m: "2026-02", total: 1070.4, qtd: 6 }],
  groups: [
    { name: "EXAMES", label: "EXAMES", procedure_group: "EXAMES", total: 460.5, qtd: 3 },
    { name: "CONSULTAS", label: "CONSULTAS", procedure_group: "CONSULTAS", total: 550, qtd: 2 },
  ],
  groupStats: [],
  procedures: [{ name: "CONSULTA CLINICA" }],
  units: [{ name: "CENTRO CAMBUI", label: "CENTRO CAMBUI" }],
  unitsBilling: [{ name: "CENTRO CAMBUI", total: 350.5, qtd: 2 }],
  totals: { total: 1070.4, qtd: 6 },
  heartbeat: { status: "COMPLETED", last_run: "2026-02-19 14:03:11", details: "" },
  ...fields,
});

const months = (...known: [number, number][]) =>
  Array.from({ length: 12 }, (_, index) => known.find(([month]) => month === index + 1)?.[1] ?? 0);

export const report: GeneralReport = {
  generatedAt: "2026-02-19T18:30:00.000Z",
  referenceMonthRef: "2026-02",
  referenceYear: 2026,
  referenceMonth: 2,
  referenceMonthLabel: "Fevereiro",
  accumulationCutoffBr: "18/02",
  accumulationRuleLabel: "acumulado de 01/01 ate 18/02 de cada ano",
  unitFilter: "centro_cambui",
  availableUnits: [],
  sections: [
    {
      key: "centro_cambui",
      label: "Centro Cambui",
      referenceYearApplied: 2026,
      referenceAccumulated: 200,
      bestHistoricalAccumulated: 500,
      previousYearAccumulated: 500,
      growthVsBest: -60,
      growthVsPreviousYear: -60,
      rows: [
        {
          year: 2025,
          months: months([2, 500]),
          total: 500,
          accumulatedRef: 500,
          highlights: months([2, 1]).map(Boolean),
        },
        {
          year: 2026,
          months: months([1, 200], [2, 350.5]),
          total: 550.5,
          accumulatedRef: 550.5,
          highlights: months([1, 1]).map(Boolean),
        },
      ],
    },
  ],
};
