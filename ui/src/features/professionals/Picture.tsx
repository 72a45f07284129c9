import { useQuery } from "@tanstack/react-query";
import { UserRound } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { cx } from "@/components/ui/cx";
import { type Professional, type ProfessionalDocument, professionalQueries } from "./queries";

export const isPicture = ({ mimeType }: ProfessionalDocument) => /^image\/(jpeg|png|webp)$/.test(mimeType);

/** Whether the page can show it: pictures and PDFs. */
export const canBeShown = (file: ProfessionalDocument) =>
  isPicture(file) || file.mimeType === "application/pdf";

interface Props {
  documentId: string;
  mimeType: string;
  alt: string;
  className?: string;
  /** In place of a picture that cannot be shown. */
  otherwise: ReactNode;
}

/** An image of the server, read like everything else: the desktop window knows no web address of it. */
export function Picture({ documentId, mimeType, alt, className, otherwise }: Props) {
  const { data, isError } = useQuery(professionalQueries.file(documentId));
  const [url, setUrl] = useState<string | null>(null);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    if (!data) return;
    const made = URL.createObjectURL(new Blob([data], { type: mimeType }));
    setUrl(made);
    setBroken(false);
    return () => URL.revokeObjectURL(made);
  }, [data, mimeType]);
  if (isError || isBroken) return otherwise;
  if (!url) return <span aria-hidden className="block size-full min-h-24 animate-shimmer bg-slate-200/70" />;
  return <img src={url} alt={alt} className={className} onError={() => setBroken(true)} />;
}

/** The face of a professional, where people look for it. */
export function Photo({ person, className }: { person: Professional; className: string }) {
  const { data: files } = useQuery(professionalQueries.documents(person.id));
  const photo = files?.find(({ docType, isActive }) => docType === "FOTO" && isActive);
  const none = (
    <span className="flex size-full flex-col items-center justify-center gap-2 p-2 text-center text-xs text-soft">
      <UserRound aria-hidden className="size-10 opacity-50" />
      Sem foto cadastrada
    </span>
  );
  return (
    <div
      className={cx(
        "aspect-[4/5] shrink-0 self-start overflow-hidden rounded-card border border-line bg-sunken",
        className,
      )}
    >
      {photo && isPicture(photo) ? (
        <Picture
          documentId={photo.id}
          mimeType={photo.mimeType}
          alt={`Foto de ${person.name}`}
          className="size-full object-cover"
          otherwise={none}
        />
      ) : (
        none
      )}
    </div>
  );
}
