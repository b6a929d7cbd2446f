import type { FetcherParams } from "@graphiql/toolkit";
import { parse, type OperationDefinitionNode } from "graphql";

/** The names of a document's operations in their order; null for one without a name, nothing if it cannot be read. */
export function operationNames(document: string): (string | null)[] {
  return operations(document).map((operation) => operation.name?.value ?? null);
}

/** Whether what is asked for is followed, and not answered once. */
export function isSubscription({ query, operationName }: FetcherParams): boolean {
  const asked = operations(query).filter(({ name }) => operationName == null || name?.value === operationName);
  return asked.length === 1 && asked[0]?.operation === "subscription";
}

function operations(document: string): OperationDefinitionNode[] {
  try {
    return parse(document).definitions.filter((node) => node.kind === "OperationDefinition");
  } catch {
    return [];
  }
}
