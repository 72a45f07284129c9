import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { Modal } from "@/components/ui/Modal";
import { clampSeconds } from "./model";
import type { Preferences } from "./preferences";

interface Props {
  open: boolean;
  onClose: () => void;
  preferences: Preferences;
  onSave: (fields: Partial<Preferences>) => void;
}

export function AlarmSettings({ open, onClose, preferences, onSave }: Props) {
  return (
    <Modal title="Intervalo do Alerta Sonoro" open={open} onClose={onClose}>
      <Form preferences={preferences} onClose={onClose} onSave={onSave} />
    </Modal>
  );
}

function Form({ preferences, onClose, onSave }: Omit<Props, "open">) {
  const [seconds, setSeconds] = useState(String(preferences.intervalSecs).replace(".", ","));
  const [minutes, setMinutes] = useState(String(preferences.thresholdMinutes));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = minutes.trim() === "" ? Number.NaN : Math.round(Number(minutes.replace(",", ".")));
    onSave({
      intervalSecs: clampSeconds(seconds, preferences.intervalSecs),
      thresholdMinutes: Number.isFinite(typed)
        ? Math.min(240, Math.max(1, typed))
        : preferences.thresholdMinutes,
    });
    onClose();
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field
        label="Intervalo (segundos)"
        inputMode="decimal"
        value={seconds}
        onChange={(event) => setSeconds(event.target.value)}
        hint="Mínimo 1s • Máximo 300s"
      />
      <Field
        label="Alertar acima de (minutos)"
        inputMode="numeric"
        value={minutes}
        onChange={(event) => setMinutes(event.target.value)}
        hint="Espera a partir da qual o alerta toca • Padrão 30"
      />
      <div className="mt-2 flex justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          Cancelar
        </Button>
        <Button type="submit">Salvar</Button>
      </div>
    </form>
  );
}
