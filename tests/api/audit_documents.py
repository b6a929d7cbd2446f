"""Documents about the audit trail."""

ENTRY = (
    """reference at dayOnly actor role onBehalfOf zones organ origin act objectType objectKey knowledge result detail"""
)
ENTRIES = f"""query ($filter: AuditFilter, $first: Int, $after: String, $last: Int, $before: String) {{
  auditEntries(filter: $filter, first: $first, after: $after, last: $last, before: $before) {{
    totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ {ENTRY} }}
  }}
}}"""
HEAD = "{ auditHead { document } }"
