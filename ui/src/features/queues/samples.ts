/** Small answers for tests: every field has a calm default. */
import type { MedicQueue, MedicUnit, Patient, ReceptionQueue, ReceptionUnit, WhatsappQueue } from "./queries";

export const patient = (fields: Partial<Patient> = {}): Patient => ({
  id: "p1",
  name: "Ana Exemplo",
  service: "",
  professional: "Dra. Modelo",
  arrival: "09:31",
  waitTime: 5,
  status: "waiting",
  priority: { isElderly: false, isWheelchair: false, isPregnant: false },
  ...fields,
});

export const medicUnit = (fields: Partial<MedicUnit> = {}): MedicUnit => ({
  id: "Ouro Verde",
  name: "OURO VERDE",
  patients: [],
  totalAttended: 0,
  averageWaitDay: 0,
  ...fields,
});

export const medicQueue = (units: MedicUnit[], now = new Date()): MedicQueue => ({
  status: "success",
  data: ["Ouro Verde", "Centro Cambui", "Campinas Shopping"].map(
    (id) => units.find((unit) => unit.id === id) ?? medicUnit({ id, name: id.toUpperCase() }),
  ),
  timestamp: now.toISOString(),
  dataUpdatedAt: now.toISOString(),
});

export const receptionUnit = (fields: Partial<ReceptionUnit> = {}): ReceptionUnit => ({
  fila: 0,
  tempo_medio: 0,
  total_passaram: 0,
  nome_unidade: "Ouro Verde",
  ...fields,
});

export const receptionQueue = (now = new Date()): ReceptionQueue => ({
  status: "success",
  data: {
    por_unidade: {
      "2": receptionUnit({ fila: 3, tempo_medio: 12, total_passaram: 40 }),
      "3": receptionUnit({ nome_unidade: "Centro Cambuí" }),
      "12": receptionUnit({ fila: 1, tempo_medio: 8, total_passaram: 10, nome_unidade: "Campinas Shopping" }),
    },
    global: { total_fila: 4, tempo_medio: 11 },
  },
  timestamp: now.toISOString(),
  dataUpdatedAt: now.toISOString(),
});

export const whatsappQueue = (
  data: Partial<WhatsappQueue["data"]> = {},
  now = new Date(),
): WhatsappQueue => ({
  status: "success",
  data: { global: { queue: 17, avgWaitSeconds: 420 }, groups: [], ...data },
  dataUpdatedAt: now.toISOString(),
});
