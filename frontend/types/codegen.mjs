const schemaRoom = process.env.ZONES_SCHEMA ?? "../../schema";

/**
 * Types of every example document, as a client written against this schema would generate them.
 *
 * `strictScalars` makes a scalar that nobody gave a type below an error instead of `any`.
 */
export default {
  schema: `${schemaRoom}/schema.graphql`,
  documents: `${schemaRoom}/examples/*.graphql`,
  generates: {
    "./src/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: { unmaskFunctionName: "unmasked" } },
      config: {
        strictScalars: true,
        scalars: {
          Date: "string",
          DateTime: "string",
          GlobalID: "string",
          JSON: "unknown",
          Time: "string",
          Upload: "File",
        },
        enumsAsTypes: true,
        // Words stay as the schema spells them.
        namingConvention: "keep",
        useTypeImports: true,
        documentMode: "string",
      },
    },
  },
};
