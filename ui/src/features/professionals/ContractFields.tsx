import { useEffect, useState } from "react";
import { CheckField, ChoiceField, TextField } from "./fields";
import type { Catalogue, Options } from "./queries";
import type { Editing } from "./useDraft";

interface Props {
  editing: Editing;
  catalogue: Catalogue;
  /** Missing until they are there; nothing is taken away meanwhile. */
  options: Options | undefined;
}

/** What was agreed with the professional. */
export function ContractFields({ editing, catalogue, options }: Props) {
  const { draft, set, problem, leave, readOnly } = editing;
  const [wasTakenAway, setTakenAway] = useState(false);
  const ofType = (type: string) =>
    (options?.activeContractTemplates ?? []).filter(({ contractType }) => contractType === type);
  const fitting = ofType(draft.contractType);
  const isLost =
    options !== undefined &&
    draft.contractTemplateId !== "" &&
    !fitting.some(({ id }) => id === draft.contractTemplateId);
  // The server refuses a link to a template that is no longer in use, also an old one.
  useEffect(() => {
    if (!isLost || readOnly) return;
    setTakenAway(true);
    set({ contractTemplateId: "" });
  }, [isLost, readOnly, set]);
  const changeType = (contractType: string) => {
    const next = ofType(contractType);
    const keeps = next.some(({ id }) => id === draft.contractTemplateId);
    set({ contractType, ...(keeps ? {} : { contractTemplateId: next[0]?.id ?? "" }) });
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <ChoiceField
        label="Tipo de contrato"
        required
        value={draft.contractType}
        options={catalogue.contractTypes.map(({ code, label }) => ({ value: code, label }))}
        onChange={changeType}
        error={problem("contractType")}
      />
      <ChoiceField
        label="Modelo de contrato (ativo)"
        value={draft.contractTemplateId}
        options={[
          { value: "", label: "Selecione" },
          ...fitting.map(({ id, name, version }) => ({ value: id, label: `${name} (v${version})` })),
        ]}
        onChange={(contractTemplateId) => {
          setTakenAway(false);
          set({ contractTemplateId });
        }}
        error={problem("contractTemplateId")}
        hint={
          wasTakenAway
            ? "O modelo ligado a este cadastro não está mais ativo e foi retirado: escolha outro ou salve sem modelo."
            : "Os modelos ativos vêm de Configurações."
        }
      />
      <TextField
        label="Início contrato"
        type="date"
        value={draft.contractStartDate}
        onChange={(contractStartDate) => set({ contractStartDate })}
        onBlur={() => leave("contractEndDate")}
      />
      <TextField
        label="Fim contrato"
        type="date"
        min={draft.contractStartDate}
        value={draft.contractEndDate}
        onChange={(contractEndDate) => set({ contractEndDate })}
        onBlur={() => leave("contractEndDate")}
        error={problem("contractEndDate")}
      />
      <ChoiceField
        label="Status do profissional"
        value={draft.isActive ? "active" : "inactive"}
        options={[
          { value: "active", label: "Ativo" },
          { value: "inactive", label: "Inativo" },
        ]}
        onChange={(status) => set({ isActive: status === "active" })}
      />
      <div className="flex flex-col justify-end">
        <CheckField
          label="Permissões do Feegow"
          checked={draft.hasFeegowPermissions}
          onChange={(hasFeegowPermissions) => set({ hasFeegowPermissions })}
        />
        <CheckField
          label="Possui pasta física"
          checked={draft.hasPhysicalFolder}
          onChange={(hasPhysicalFolder) => set({ hasPhysicalFolder })}
        />
      </div>
    </div>
  );
}
