import { explorerPlugin } from "@graphiql/plugin-explorer";
import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import { GraphiQL } from "graphiql";
import { useEffect, useMemo, useState } from "react";
import { Bar } from "./Bar";
import { fetcherFor } from "./fetcher";
import * as kept from "./kept";
import { variablesText, type Served } from "./served";
import { TabTitles } from "./TabTitles";
import type { Language } from "./words";

const PLUGINS = [HISTORY_PLUGIN, explorerPlugin({})];

/** A token of an earlier server is of no use here: fall back to the first identity on offer. */
function offeredToken({ identities }: Served): string | null {
  const before = kept.keptToken();
  return identities.some((identity) => identity.token === before) ? before : (identities[0]?.token ?? null);
}

/** The whole page: the bar, and GraphiQL with the ready documents as its tabs. */
export function App({ served }: { served: Served }) {
  const [language, setLanguage] = useState<Language>(kept.keptLanguage);
  const [token, setToken] = useState(() => offeredToken(served));
  const [mark, setMark] = useState(() => kept.keptMark());
  const [round, setRound] = useState(0);
  const fetcher = useMemo(() => fetcherFor(token, language), [token, language]);
  const defaultTabs = useMemo(
    () => served.tabs.map((tab) => ({ query: tab.query, variables: variablesText(tab) })),
    [served],
  );
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);

  const restore = () => {
    kept.startFromExamples(served.mark);
    setMark(served.mark);
    setRound(round + 1);
  };
  // GraphiQL fills the first tab's query from `defaultTabs` but not its variables.
  const first = defaultTabs[0];
  const untouched = localStorage.getItem("graphiql:tabState") === null;
  return (
    <>
      <Bar
        identities={served.identities}
        token={token}
        language={language}
        examplesChanged={mark !== served.mark}
        onToken={(chosen) => {
          kept.keepToken(chosen);
          setToken(chosen);
        }}
        onLanguage={(chosen) => {
          kept.keepLanguage(chosen);
          setLanguage(chosen);
        }}
        onRestore={restore}
      />
      <GraphiQL
        key={round}
        fetcher={fetcher}
        plugins={PLUGINS}
        defaultEditorToolsVisibility="variables"
        {...(first === undefined ? {} : { defaultTabs })}
        {...(first !== undefined && untouched ? { initialVariables: first.variables } : {})}
      >
        <GraphiQL.Logo>
          <span />
        </GraphiQL.Logo>
        <TabTitles examples={served.tabs} language={language} />
      </GraphiQL>
    </>
  );
}
