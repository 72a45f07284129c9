/** In the window: tells, once a day, whoever may see the register that certificates have expired or are about to. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { toast } from "@/components/ui/Toasts";
import { may } from "@/features/access/queries";
import { signedIn } from "@/features/access/user";
import type { HostNotices } from "@/lib/host";
import { today } from "@/lib/period";
import { useStore } from "@/lib/store";
import { lastTold, newsOf, rememberTold } from "./notice";
import { professionalQueries } from "./queries";

/** Also while the window is out of sight: that is when a message of the system helps. */
const POLL_MS = 10 * 60_000;
const TITLE = "Certidões de ética";

/** Nothing on the page; a computer that shows no messages has one inside the window. */
export default function WatchNotice({ notices }: { notices: HostNotices }) {
  const user = useStore(signedIn);
  const navigate = useNavigate();
  const asked = may(user, "profissionais");
  const { data, dataUpdatedAt, isError } = useQuery({
    ...professionalQueries.watch(),
    enabled: asked,
    refetchInterval: POLL_MS,
    refetchIntervalInBackground: true,
  });
  const looked = useRef(0);
  useEffect(() => {
    if (!asked || isError || !user || !data || looked.current === dataUpdatedAt) return;
    looked.current = dataUpdatedAt;
    const news = newsOf(data, lastTold(user.id), today());
    if (!news) return;
    rememberTold(user.id, news.told);
    const open = () =>
      void navigate({ to: "/profissionais" as string, search: { sort: "certidao:asc" } as never });
    const inside = () => toast.note(news.text, { label: "Ver profissionais", run: open });
    notices.show({ title: TITLE, body: news.text }, open).then((shown) => !shown && inside(), inside);
  }, [asked, isError, user, data, dataUpdatedAt, navigate, notices]);
  return null;
}
