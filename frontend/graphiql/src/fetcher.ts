import type { Fetcher, FetcherParams, FetcherOpts } from "@graphiql/toolkit";
import { operationNames } from "./operations";
import { ACCEPT_LANGUAGE, WORDS, type Language } from "./words";

const ENDPOINT = "../graphql";

/** Sends operations as the given person, in the given language. */
export function fetcherFor(token: string | null, language: Language): Fetcher {
  return async (params: FetcherParams, options?: FetcherOpts) => {
    const headers: Record<string, string> = {
      "Content-Type": "application/json",
      Accept: "application/graphql-response+json, application/json",
      "Accept-Language": ACCEPT_LANGUAGE[language],
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      ...(options?.headers as Record<string, string> | undefined),
    };
    let answer: Response;
    try {
      answer = await fetch(ENDPOINT, { method: "POST", headers, body: JSON.stringify(ofOneMind(params)) });
    } catch {
      return { errors: [{ message: WORDS.unreachable[language] }] };
    }
    const text = await answer.text();
    try {
      return JSON.parse(text);
    } catch {
      return { errors: [{ message: `${WORDS.unreadable[language]}: ${answer.status} ${text.slice(0, 500)}` }] };
    }
  };
}

// Run at once after a change of tabs, GraphiQL still sends the earlier tab's operation name with the new document.
function ofOneMind(params: FetcherParams): FetcherParams {
  const names = operationNames(params.query);
  const known = params.operationName == null || names.includes(params.operationName);
  return known || names.length !== 1 ? params : { ...params, operationName: names[0] ?? null };
}
