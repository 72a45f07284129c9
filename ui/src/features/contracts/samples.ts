/** Answers of the server as the tests of this area pretend them. */
import type { BenefitCard } from "./queries";

export const benefitCard = (period: Partial<BenefitCard["period"]> = {}): BenefitCard => ({
  totals: {
    activeContractsCount: 1_234,
    activePatientsCount: 2_345,
    activeContractsMRR: 200,
    defaultersCount: 2,
    defaultersValue: 110,
  },
  period: {
    salesMembership: 180,
    salesMRR: 170,
    defaultersCount: 1,
    defaultersValue: 49.9,
    cancelledCount: 3,
    billingRealized: 159.9,
    dailyChart: [
      { date: "2026-02-17", faturamento: 100 },
      { date: "2026-02-19", faturamento: 59.9 },
    ],
    ...period,
  },
  heartbeat: { status: "COMPLETED", last_run: "2026-02-19 14:12:00", details: "Concluído em 95.0s" },
});
