/** One glance: the queues now, billing today and this month, certificates that expire. */

import { type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { LayoutDashboard, MessageCircle, RefreshCw, Stethoscope, Users } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { PageHeader } from "@/components/ui/PageHeader";
import { ALL } from "@/components/ui/SearchSelect";
import { Tip } from "@/components/ui/Tip";
import { may } from "@/features/access/queries";
import { signedIn } from "@/features/access/user";
import { financeQueries } from "@/features/finance/queries";
import { RefreshButton } from "@/features/operations/RefreshButton";
import { SyncBadge } from "@/features/operations/SyncBadge";
import { useRefresh } from "@/features/operations/useRefresh";
import { professionalKeys, professionalQueries } from "@/features/professionals/queries";
import { queueQueries } from "@/features/queues/queries";
import { useOwnNow } from "@/lib/clock";
import { ago } from "@/lib/format";
import { today } from "@/lib/period";
import { useStore } from "@/lib/store";
import { useTitle } from "@/lib/useTitle";
import { BillingCard } from "./BillingCard";
import { CertificatesCard } from "./CertificatesCard";
import { Figure } from "./Figure";
import { doctorLines, total } from "./model";
import { type Block, DigitalCard, DoctorCard, ReceptionCard } from "./QueueCards";

const SERVICE = "faturamento";
/** Everything here is read again this often. */
const POLL_MS = 60_000;

/** A query as its block shows it, at a moment of this machine's clock, which also says when it was answered. */
function block<T>(query: UseQueryResult<T>, now: number): Block<T> {
  const { data, failureReason, dataUpdatedAt, refetch } = query;
  return {
    data,
    error: failureReason,
    age: `Lido ${ago((now - dataUpdatedAt) / 1000)}`,
    retry: () => void refetch(),
  };
}

export default function OverviewPage() {
  useTitle("Visão Geral");
  const client = useQueryClient();
  const user = useStore(signedIn);
  const now = useOwnNow(5_000);
  const day = today();
  const month = `${day.slice(0, 7)}-01`;
  const everything = { unit: ALL, group: ALL, procedure: ALL };

  const poll = { refetchInterval: POLL_MS };
  const medic = useQuery({ ...queueQueries.medic(), ...poll });
  const reception = useQuery({ ...queueQueries.reception(), ...poll });
  const digital = useQuery({ ...queueQueries.whatsapp(), ...poll });
  const ofDay = useQuery({
    ...financeQueries.history({ period: { from: day, to: day }, ...everything }),
    ...poll,
  });
  const ofMonth = useQuery({
    ...financeQueries.history({ period: { from: month, to: day }, ...everything }),
    ...poll,
  });
  const seesProfessionals = may(user, "profissionais");
  const watch = useQuery({ ...professionalQueries.watch(), ...poll, enabled: seesProfessionals });
  const fetching = [medic, reception, digital, ofDay, ofMonth, watch].some((query) => query.isFetching);
  const readAgain = () => {
    void client.invalidateQueries({ queryKey: ["queues"] });
    void client.invalidateQueries({ queryKey: ["finance"] });
    void client.invalidateQueries({ queryKey: professionalKeys.all });
  };
  const refresh = useRefresh(SERVICE, "Faturamento", readAgain);
  const mayRefresh = may(user, "financeiro", "refresh") || may(user, "dashboard", "refresh");
  const seesMonitor = may(user, "monitor");
  const seesFinance = may(user, "financeiro");
  const doctors = medic.data && doctorLines(medic.data);
  return (
    <div data-page="dashboard" aria-busy={fetching} className="flex flex-col gap-4">
      <PageHeader
        icon={LayoutDashboard}
        tint="bg-navy"
        title="Dashboard Geral"
        text="Acompanhamento operacional em tempo real"
        sync={
          <SyncBadge
            label="Última Sincronização (Faturamento)"
            service={SERVICE}
            freshness={refresh.freshness}
            mayRefresh={mayRefresh}
          />
        }
      >
        {mayRefresh && <RefreshButton refresh={refresh} idle="Atualizar Faturamento" busy="Atualizando..." />}
        <Tip text="Atualizar Dashboard completo">
          <Button
            look="quiet"
            aria-label="Atualizar Dashboard completo"
            onClick={readAgain}
            className="w-10 px-0!"
          >
            <RefreshCw aria-hidden className={cx("size-4", fetching && "animate-spin")} />
          </Button>
        </Tip>
      </PageHeader>
      <section aria-label="Filas agora" className="grid grid-cols-1 gap-4 sm:grid-cols-3">
        <Figure
          title="Fila Médica"
          value={doctors && total(doctors, (line) => line.waiting)}
          note={doctors && `${total(doctors, (line) => line.attended)} concluídos hoje`}
          icon={Stethoscope}
          tint="bg-warn-wash text-warn-ink"
          isLink={seesMonitor}
        />
        <Figure
          title="Fila Recepção"
          value={reception.data?.data.global.total_fila}
          note={reception.data && `Tempo médio: ${reception.data.data.global.tempo_medio} min`}
          icon={Users}
          tint="bg-info-wash text-info-ink"
          isLink={seesMonitor}
        />
        <Figure
          title="WhatsApp Digital"
          value={digital.data?.data.global.queue}
          note={digital.data && "Pacientes ativos no hub"}
          icon={MessageCircle}
          tint="bg-cyan-wash text-cyan-ink"
          isLink={seesMonitor}
        />
      </section>
      <div className="grid gap-4 lg:grid-cols-3">
        <ReceptionCard block={block(reception, now)} />
        <DoctorCard block={block(medic, now)} />
        <DigitalCard block={block(digital, now)} />
      </div>
      <div className="grid gap-4 lg:grid-cols-2">
        <BillingCard
          title="Faturamento Hoje"
          span="day"
          block={block(ofDay, now)}
          search={seesFinance ? { from: day, to: day } : null}
        />
        <BillingCard
          title="Faturamento Mês Atual"
          span="month"
          block={block(ofMonth, now)}
          search={seesFinance ? { from: month, to: day } : null}
        />
      </div>
      {seesProfessionals && <CertificatesCard block={block(watch, now)} />}
    </div>
  );
}
