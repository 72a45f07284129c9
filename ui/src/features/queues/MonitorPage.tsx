export default function MonitorPage() {
  return <div data-page="monitor">Painel Integrado</div>;
}
