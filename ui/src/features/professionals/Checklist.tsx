import { CheckField, TextField } from "./fields";
import { type CheckRow, checkField } from "./form";
import type { DocumentChoice } from "./queries";
import type { Editing } from "./useDraft";

/** What somebody has seen of a paper, whether or not there is a file of it. */
export function CheckControls({ editing, document }: { editing: Editing; document: DocumentChoice }) {
  const { draft, set, problem, leave } = editing;
  const row = draft.checklist.find(({ docType }) => docType === document.code);
  if (!row) return null;
  const field = checkField(document.code);
  const change = (fields: Partial<CheckRow>) =>
    set({
      checklist: draft.checklist.map((other) =>
        other.docType === document.code ? { ...other, ...fields } : other,
      ),
    });
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <CheckField
        label={`Físico: ${document.label}`}
        shortLabel="Físico"
        checked={row.hasPhysicalCopy}
        onChange={(hasPhysicalCopy) => change({ hasPhysicalCopy })}
      />
      <CheckField
        label={`Digital: ${document.label}`}
        shortLabel="Digital"
        checked={row.hasDigitalCopy}
        onChange={(hasDigitalCopy) => change({ hasDigitalCopy })}
      />
      <div className="flex flex-1 basis-56 flex-wrap gap-x-4 gap-y-2">
        {document.expires && (
          <TextField
            className="w-44"
            label="Expiração (checklist)"
            type="date"
            value={row.expiresAt}
            onChange={(expiresAt) => change({ expiresAt })}
            onBlur={() => leave(field)}
            error={problem(field)}
          />
        )}
        <TextField
          className="min-w-40 flex-1"
          label="Obs"
          value={row.notes}
          onChange={(notes) => change({ notes })}
        />
      </div>
    </div>
  );
}
