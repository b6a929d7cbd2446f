import { pick, useGraphiQL } from "@graphiql/react";
import { useLayoutEffect } from "react";
import { operationNames } from "./operations";
import type { Tab } from "./served";
import type { Language } from "./words";

/** The titles by operation name, by which a ready document is known however it is edited. */
function titlesOf(examples: Tab[], language: Language): Map<string, string> {
  const titles = new Map<string, string>();
  for (const example of examples) {
    const name = operationNames(example.query)[0] ?? null;
    if (name !== null) {
      titles.set(name, `${example.name.slice(0, 2)} ${example.title[language]}`);
    }
  }
  return titles;
}

/**
 * Shows the examples' titles on their tabs in the chosen language.
 *
 * GraphiQL names a tab by its operation and has no setting for it, so the text is written after each of its renders.
 */
export function TabTitles({ examples, language }: { examples: Tab[]; language: Language }) {
  const { tabs } = useGraphiQL(pick("tabs"));
  useLayoutEffect(() => {
    const titles = titlesOf(examples, language);
    tabs.forEach((tab, index) => {
      const button = document.getElementById(`graphiql-session-tab-${index}`);
      if (button !== null) {
        const title = titles.get(tab.title) ?? tab.title;
        button.textContent = title;
        button.title = title;
      }
    });
  }, [tabs, examples, language]);
  return null;
}
