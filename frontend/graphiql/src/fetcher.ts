import type { Fetcher, FetcherParams, FetcherOpts } from "@graphiql/toolkit";
import { createClient } from "graphql-sse";
import { isSubscription, operationNames } from "./operations";
import { ACCEPT_LANGUAGE, WORDS, type Language } from "./words";

const ENDPOINT = "../graphql";
const EVENTS = "text/event-stream";

/** Sends operations as the given person, in the given language; what is followed comes as a stream until it is stopped. */
export function fetcherFor(token: string | null, language: Language): Fetcher {
  return async (asked: FetcherParams, options?: FetcherOpts) => {
    const params = ofOneMind(asked);
    const headers: Record<string, string> = {
      "Accept-Language": ACCEPT_LANGUAGE[language],
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      ...(options?.headers as Record<string, string> | undefined),
    };
    if (isSubscription(params)) {
      const { query, variables, operationName } = params;
      const client = createClient({ url: ENDPOINT, headers, fetchFn: (...sent: Sent) => streamOf(sent, language) });
      return client.iterate({ query, variables, ...(operationName == null ? {} : { operationName }) });
    }
    const json = { "Content-Type": "application/json", Accept: "application/graphql-response+json, application/json" };
    try {
      const sent = { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify(params) };
      return await read(await fetch(ENDPOINT, sent), language);
    } catch {
      return { errors: [{ message: WORDS.unreachable[language] }] };
    }
  };
}

type Sent = Parameters<typeof fetch>;

/** Opens a stream; a refusal to open it becomes its one event, as what is refused will be refused again. */
async function streamOf(sent: Sent, language: Language): Promise<Response> {
  const answer = await fetch(...sent);
  if (answer.headers.get("Content-Type")?.startsWith(EVENTS)) {
    return answer;
  }
  const refusal = JSON.stringify(await read(answer, language));
  return new Response(`event: next\ndata: ${refusal}\n\nevent: complete\ndata:\n\n`, { headers: { "Content-Type": EVENTS } });
}

async function read(answer: Response, language: Language) {
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    return { errors: [{ message: `${WORDS.unreadable[language]}: ${answer.status} ${text.slice(0, 500)}` }] };
  }
}

// Run at once after a change of tabs, GraphiQL still sends the earlier tab's operation name with the new document.
function ofOneMind(params: FetcherParams): FetcherParams {
  const names = operationNames(params.query);
  const known = params.operationName == null || names.includes(params.operationName);
  return known || names.length !== 1 ? params : { ...params, operationName: names[0] ?? null };
}
