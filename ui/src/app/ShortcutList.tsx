import { Modal } from "@/components/ui/Modal";

const SHORTCUTS: readonly { keys: string[]; does: string }[] = [
  { keys: ["Ctrl", "K"], does: "Buscar páginas (também: /)" },
  { keys: ["Alt", "R"], does: "Atualizar a página" },
  { keys: ["F"], does: "Mostrar ou ocultar filtros" },
  { keys: ["Esc"], does: "Fechar o que está por cima" },
  { keys: ["?"], does: "Esta lista" },
  { keys: ["1", "2", "3"], does: "Monitor: só esta unidade" },
  { keys: ["0"], does: "Monitor: todas as unidades" },
  { keys: ["P"], does: "Monitor: modo painel" },
  { keys: ["S"], does: "Monitor: alerta sonoro" },
];

export function ShortcutList({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Modal title="Atalhos do teclado" open={open} onClose={onClose}>
      <dl className="flex flex-col divide-y divide-line">
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={does} className="flex items-center justify-between gap-4 py-2.5">
            <dt>{does}</dt>
            <dd className="flex shrink-0 gap-1">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="min-w-7 rounded-md border border-slate-300 bg-sunken px-1.5 py-0.5 text-center font-sans text-xs font-medium"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
