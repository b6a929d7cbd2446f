import type { Language } from "./words";

// GraphiQL keeps its own entries under `graphiql:`; ours stand apart, so that restoring the examples keeps them.
const LANGUAGE = "zones:language";
const TOKEN = "zones:token";
const MARK = "zones:examples";

/** The language chosen on this browser, else the browser's own, Chinese unless it asks for English first. */
export function keptLanguage(): Language {
  const kept = localStorage.getItem(LANGUAGE);
  if (kept === "zh" || kept === "en") {
    return kept;
  }
  return navigator.language.startsWith("en") ? "en" : "zh";
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(LANGUAGE, language);
}

/** The token chosen on this browser; null when nobody is chosen. */
export function keptToken(): string | null {
  return localStorage.getItem(TOKEN);
}

export function keepToken(token: string | null): void {
  if (token === null) {
    localStorage.removeItem(TOKEN);
  } else {
    localStorage.setItem(TOKEN, token);
  }
}

/** The mark of the examples that the open tabs came from; null before the first visit. */
export function keptMark(): string | null {
  return localStorage.getItem(MARK);
}

/** Forgets every open tab, so that GraphiQL starts from the examples whose mark is given. */
export function startFromExamples(mark: string): void {
  for (const entry of ["tabState", "query", "variables", "headers"]) {
    localStorage.removeItem(`graphiql:${entry}`);
  }
  localStorage.setItem(MARK, mark);
}
