/** How the sections of the general report are written on screen, whatever the server spells. */
export const SECTIONS = {
  all: "Todas unidades",
  campinas_shopping: "Campinas Shopping",
  ouro_verde: "Ouro Verde",
  centro_cambui: "Centro Cambuí",
  resolve_saude: "ResolveSaúde",
} as const;

/** January to December. */
export const MONTHS = [
  "Janeiro",
  "Fevereiro",
  "Março",
  "Abril",
  "Maio",
  "Junho",
  "Julho",
  "Agosto",
  "Setembro",
  "Outubro",
  "Novembro",
  "Dezembro",
] as const;
