import { CheckControls } from "./Checklist";
import type { Catalogue, Professional } from "./queries";
import type { Editing } from "./useDraft";

interface Props {
  editing: Editing;
  catalogue: Catalogue;
  /** `null`: not saved yet. */
  person: Professional | null;
}

/** The nine papers: what has been seen of each. */
export function DocumentRows({ editing, catalogue }: Props) {
  return (
    <ul className="flex flex-col gap-3">
      {catalogue.documentTypes.map((document) => (
        <li
          key={document.code}
          data-document={document.code}
          className="flex flex-col gap-3 rounded-card border border-line p-4"
        >
          <p className="text-sm font-semibold">
            {document.label}
            {document.required && <span className="ml-2 text-xs font-medium text-soft">obrigatório</span>}
          </p>
          <fieldset disabled={editing.readOnly}>
            <legend className="sr-only">Checklist: {document.label}</legend>
            <CheckControls editing={editing} document={document} />
          </fieldset>
        </li>
      ))}
    </ul>
  );
}
