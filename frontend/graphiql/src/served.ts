import type { Bilingual } from "./words";

/** A ready document, opened as a tab: `name` is `NN-words`, the file it comes from. */
export interface Tab {
  name: string;
  title: Bilingual;
  query: string;
  variables: Record<string, unknown> | null;
}

/** A person of the demo county whom the visitor may act as. */
export interface Identity {
  label: Bilingual;
  token: string;
}

/** What the server prepared for this page, and a mark that changes whenever the ready documents do. */
export interface Served {
  tabs: Tab[];
  identities: Identity[];
  mark: string;
}

async function listAt<Item>(path: string): Promise<Item[]> {
  const answer = await fetch(path, { credentials: "same-origin" });
  return answer.ok ? ((await answer.json()) as Item[]) : [];
}

/** Loads the ready documents and the identities that this server offers. */
export async function load(): Promise<Served> {
  const [tabs, identities] = await Promise.all([listAt<Tab>("./tabs.json"), listAt<Identity>("./identities.json")]);
  return { tabs, identities, mark: markOf(JSON.stringify(tabs)) };
}

// FNV-1a: only tells one set of documents from the next, so 32 bits do.
function markOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16);
}

/** The text of a tab's variables as the editor shows it. */
export function variablesText(tab: Tab): string {
  return tab.variables === null ? "" : JSON.stringify(tab.variables, null, 2);
}
