import { Slider } from "radix-ui";
import { AreaField, CheckField, ChoiceField, labelLooks, Message, TextField } from "./fields";
import { OLDEST } from "./form";
import { cnpjMask, cpfMask, phoneMask } from "./model";
import { Photo } from "./Picture";
import type { Catalogue, Professional } from "./queries";
import type { Editing } from "./useDraft";

const same = (value: string) => ({ value, label: value });

interface Props {
  editing: Editing;
  catalogue: Catalogue;
  /** `null`: not saved yet. */
  person: Professional | null;
}

/** Who the professional is. */
export function PersonFields({ editing, catalogue, person }: Props) {
  const { draft, set, problem, leave } = editing;
  const isPj = draft.contractPartyType === "PJ";
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <div className="flex gap-4 max-sm:flex-col sm:col-span-2">
        {person && <Photo person={person} className="w-28" />}
        <div className="flex min-w-0 flex-1 flex-col gap-4">
          <TextField
            label="Nome do profissional"
            required
            maxLength={180}
            value={draft.name}
            onChange={(name) => set({ name })}
            onBlur={() => leave("name")}
            error={problem("name")}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              label="Telefone"
              type="tel"
              placeholder="(11) 99999-9999"
              value={draft.phone}
              onChange={(phone) => set({ phone: phoneMask(phone) })}
              onBlur={() => leave("phone")}
              error={problem("phone")}
            />
            <TextField
              label="Email"
              type="email"
              maxLength={180}
              value={draft.email}
              onChange={(email) => set({ email })}
              onBlur={() => leave("email")}
              error={problem("email")}
            />
          </div>
        </div>
      </div>
      <ChoiceField
        label="Tipo de contratante"
        required
        value={draft.contractPartyType}
        options={catalogue.partyTypes.map(same)}
        onChange={(contractPartyType) => set({ contractPartyType })}
        error={problem("contractPartyType")}
      />
      {isPj ? (
        <TextField
          label="CNPJ"
          required
          inputMode="numeric"
          placeholder="00.000.000/0000-00"
          value={draft.cnpj}
          onChange={(cnpj) => set({ cnpj: cnpjMask(cnpj) })}
          onBlur={() => leave("cnpj")}
          error={problem("cnpj")}
        />
      ) : (
        <TextField
          label="CPF"
          required
          inputMode="numeric"
          placeholder="000.000.000-00"
          value={draft.cpf}
          onChange={(cpf) => set({ cpf: cpfMask(cpf) })}
          onBlur={() => leave("cpf")}
          error={problem("cpf")}
        />
      )}
      {isPj && (
        <TextField
          className="sm:col-span-2"
          label="Razão social"
          required
          maxLength={180}
          value={draft.legalName}
          onChange={(legalName) => set({ legalName })}
          onBlur={() => leave("legalName")}
          error={problem("legalName")}
        />
      )}
      <ChoiceField
        label="Tipo de documento pessoal"
        required
        value={draft.personalDocType}
        options={catalogue.personalDocTypes.map(same)}
        onChange={(personalDocType) => set({ personalDocType })}
        error={problem("personalDocType")}
      />
      <TextField
        label="Número documento pessoal"
        required
        maxLength={40}
        value={draft.personalDocNumber}
        onChange={(personalDocNumber) => set({ personalDocNumber })}
        onBlur={() => leave("personalDocNumber")}
        error={problem("personalDocNumber")}
      />
      <AreaField
        className="sm:col-span-2"
        label="Endereço"
        required
        rows={2}
        value={draft.addressText}
        onChange={(addressText) => set({ addressText })}
        onBlur={() => leave("addressText")}
        error={problem("addressText")}
      />
      <AgeRange editing={editing} />
      <fieldset className="flex flex-col gap-1 sm:col-span-2">
        <legend className={`${labelLooks(false)} mb-2 font-semibold`}>Unidades de atendimento</legend>
        <div className="flex flex-wrap gap-x-6">
          {catalogue.serviceUnits.map((unit) => (
            <CheckField
              key={unit}
              label={unit}
              checked={draft.serviceUnits.includes(unit)}
              onChange={(checked) => {
                const others = draft.serviceUnits.filter((other) => other !== unit);
                set({ serviceUnits: checked ? [...others, unit] : others });
              }}
            />
          ))}
        </div>
        <Message text={problem("serviceUnits")} />
      </fieldset>
      <AreaField
        className="sm:col-span-2"
        label="Observações do profissional"
        rows={3}
        value={draft.physicalFolderNote}
        onChange={(physicalFolderNote) => set({ physicalFolderNote })}
      />
    </div>
  );
}

const inRange = (text: string, otherwise: number) => (/^\d{1,3}$/.test(text) ? Number(text) : otherwise);

const THUMB =
  "block size-5 rounded-full border-2 border-primary bg-card shadow-card data-[disabled]:border-slate-400";

function AgeRange({ editing }: { editing: Editing }) {
  const { draft, set, problem, leave, readOnly } = editing;
  const from = Math.min(OLDEST, inRange(draft.ageMin, 0));
  const to = Math.max(from, Math.min(OLDEST, inRange(draft.ageMax, OLDEST)));
  return (
    <fieldset className="flex flex-col gap-2 sm:col-span-2">
      <legend className={`${labelLooks(false)} mb-2 font-semibold`}>
        Faixa etária de atendimento (anos)
      </legend>
      <div className="flex flex-wrap items-end gap-4">
        <TextField
          className="w-20"
          label="Min"
          type="number"
          min={0}
          max={to}
          value={draft.ageMin}
          onChange={(ageMin) => set({ ageMin })}
          onBlur={() => {
            leave("ageRange");
            set({ ageMin: String(Math.min(inRange(draft.ageMin, 0), to)) });
          }}
          error={problem("ageRange") && " "}
        />
        <Slider.Root
          disabled={readOnly}
          min={0}
          max={OLDEST}
          value={[from, to]}
          onValueChange={([min = 0, max = OLDEST]) => set({ ageMin: String(min), ageMax: String(max) })}
          className="relative flex h-11 min-w-40 flex-1 touch-none items-center"
        >
          <Slider.Track className="relative h-1.5 grow rounded-full bg-slate-200">
            <Slider.Range className="absolute h-full rounded-full bg-primary" />
          </Slider.Track>
          <Slider.Thumb aria-label="Idade mínima" className={THUMB} />
          <Slider.Thumb aria-label="Idade máxima" className={THUMB} />
        </Slider.Root>
        <TextField
          className="w-20"
          label="Max"
          type="number"
          min={from}
          max={OLDEST}
          value={draft.ageMax}
          onChange={(ageMax) => set({ ageMax })}
          onBlur={() => {
            leave("ageRange");
            set({ ageMax: String(Math.max(Math.min(inRange(draft.ageMax, OLDEST), OLDEST), from)) });
          }}
          error={problem("ageRange") && " "}
        />
      </div>
      <Message text={problem("ageRange")} />
    </fieldset>
  );
}
