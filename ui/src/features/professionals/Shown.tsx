import { PdfDialog } from "@/components/pdf/PdfDialog";
import { Modal } from "@/components/ui/Modal";
import { saveFile } from "@/features/downloads/transfers";
import { isPicture, Picture } from "./Picture";
import { downloadPath, type ProfessionalDocument } from "./queries";

export const saveDocument = (file: ProfessionalDocument) =>
  void saveFile(downloadPath(file.id), file.originalName || `documento-${file.id}`);

/** A stored file in a dialog: a picture as it is, a PDF as its pages. */
export function Shown({ file, onClose }: { file: ProfessionalDocument; onClose: () => void }) {
  const title = file.originalName || "Documento";
  if (!isPicture(file))
    return (
      <PdfDialog
        title={title}
        path={downloadPath(file.id, true)}
        onSave={() => saveDocument(file)}
        onClose={onClose}
      />
    );
  return (
    <Modal wide title={title} open onClose={onClose}>
      <Picture
        documentId={file.id}
        mimeType={file.mimeType}
        alt={file.originalName}
        className="mx-auto max-h-[70vh] max-w-full rounded-lg object-contain"
        otherwise={<p className="py-16 text-center text-soft">O arquivo não pôde ser mostrado.</p>}
      />
    </Modal>
  );
}
