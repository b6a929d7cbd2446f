"""What the security administrator asks and does."""

TOKENS = """query($standing: Boolean) { accessTokens(standing: $standing, first: 50) { totalCount nodes {
  id label prefix role bearer acts createdBy expiresAt lastUsedAt revokedAt revokedBy stands
  heldTo { zoneCodes organ personNumber } } } }"""
ISSUE = """mutation($input: AccessTokenIssueInput!) { accessTokenIssue(input: $input) { __typename
  ... on AccessTokenIssued { secret token { id label prefix role acts stands heldTo { zoneCodes organ personNumber } } }
  ... on Refusal { code message } } }"""
REVOKE = """mutation($input: AccessTokenRevokeInput!) { accessTokenRevoke(input: $input) { __typename
  ... on AccessTokenRevoked { token { stands revokedBy } } ... on Refusal { code message } } }"""
ACCOUNTS = """query($standing: Boolean) { accounts(standing: $standing) { nodes {
  id label role issuer subject bearer singleUse createdBy tokensFrom revokedBy stands
  heldTo { zoneCodes organ personNumber } } } }"""
OPEN = """mutation($input: AccountOpenInput!) { accountOpen(input: $input) { __typename
  ... on AccountChanged { account { id label role stands } } ... on Refusal { code message } } }"""
CLOSE = """mutation($input: AccountCloseInput!) { accountClose(input: $input) { __typename
  ... on AccountChanged { account { stands revokedBy } } ... on Refusal { code message } } }"""
SIGN_OUT = """mutation($input: AccountSignOutInput!) { accountSignOut(input: $input) { __typename
  ... on AccountChanged { account { tokensFrom } } ... on Refusal { code message } } }"""
SIGN_INS = """query($refusals: [SignInRefusal!]) { signIns(refusals: $refusals) { totalCount nodes {
  minute origin refusal mark count latestAt } } }"""
