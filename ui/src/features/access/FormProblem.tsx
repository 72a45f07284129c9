/** What went wrong with a form as a whole, announced as it appears. */
export function FormProblem({ text }: { text: string | null }) {
  if (!text) return null;
  return (
    <p
      role="alert"
      className="rounded-card border border-red-200 bg-bad-wash px-3 py-2.5 text-center text-sm text-bad-ink"
    >
      {text}
    </p>
  );
}
