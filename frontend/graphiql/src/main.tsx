import "./workers";
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "@graphiql/plugin-explorer/style.css";
import "graphiql/graphiql.css";
import "./style.css";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { keptMark, startFromExamples } from "./kept";
import { load } from "./served";

const served = await load();
if (keptMark() === null) {
  startFromExamples(served.mark);
}
createRoot(document.getElementById("root")!).render(<App served={served} />);
