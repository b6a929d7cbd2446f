import type { TypedDocumentString } from "./generated/graphql";

/** The variables of a document as an argument: left out when it has none. */
type VariablesOf<Variables> = Variables extends Record<string, never> ? [] : [variables: Variables];

/** Sends a generated document; what comes back has the document's own type. */
export async function ask<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  ...[variables]: VariablesOf<Variables>
): Promise<Result> {
  const answer = await fetch("/graphql", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  const { data, errors } = (await answer.json()) as { data?: Result | null; errors?: { message: string }[] };
  if (data === undefined || data === null || errors !== undefined) {
    throw new Error(errors?.map((error) => error.message).join("; ") ?? "no data");
  }
  return data;
}
