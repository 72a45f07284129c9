import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { Field } from "@/components/ui/Field";

/** A password that can be looked at, with a word about Caps Lock. */
export function PasswordField({ hint, ...props }: ComponentProps<typeof Field>) {
  const [visible, setVisible] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const Icon = visible ? EyeOff : Eye;
  return (
    <Field
      {...props}
      type={visible ? "text" : "password"}
      onKeyUp={(event) => setCapsLock(event.getModifierState("CapsLock"))}
      onBlur={(event) => {
        setCapsLock(false);
        props.onBlur?.(event);
      }}
      hint={capsLock ? <span role="status">Caps Lock está ligado.</span> : hint}
      trailing={
        <button
          type="button"
          aria-label={visible ? "Ocultar senha" : "Mostrar senha"}
          onClick={() => setVisible(!visible)}
          className="flex size-9 items-center justify-center rounded-lg text-soft hover:text-ink"
        >
          <Icon aria-hidden className="size-5" />
        </button>
      }
    />
  );
}
