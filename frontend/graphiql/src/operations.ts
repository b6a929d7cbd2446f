import { parse } from "graphql";

/** The names of a document's operations in their order; null for one without a name, nothing if it cannot be read. */
export function operationNames(document: string): (string | null)[] {
  try {
    return parse(document).definitions.flatMap((node) =>
      node.kind === "OperationDefinition" ? [node.name?.value ?? null] : [],
    );
  } catch {
    return [];
  }
}
