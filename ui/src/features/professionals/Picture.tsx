import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { professionalQueries } from "./queries";

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
