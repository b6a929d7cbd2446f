"""The documents of the tests of screening."""

WHOLE = """
fragment Whole on Screening {
  personNumber person { number } case { number } role on verdict waivable sealedFactsConsulted
  findings {
    severity verdict ground explanation rule { code disclosed }
    otherPerson { number } organ { name } relation { code }
    evidence { record { code zh } during { start end } }
    liftedBy { record { code } reason conditions until }
  }
}
"""
SCREEN = """query ($input: ScreenInput!) { screen(input: $input) { ...Whole } }""" + WHOLE
SCREENINGS = (
    """query ($input: ScreeningsInput!, $first: Int, $after: String) {
  screenings(input: $input, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { ...Whole }
  }
}"""
    + WHOLE
)
TEAM = (
    """query ($input: TeamScreeningInput!) {
  teamScreening(input: $input) {
    case { number } verdict sealedFactsConsulted seats { ...Whole }
    findings {
      rule { code } severity people { number } relation { code } explanation
      evidence { record { code } during { start end } }
    }
  }
}"""
    + WHOLE
)
MEETING = (
    """query ($meeting: ID!) {
  meetingScreening(meeting: $meeting) {
    item { position } cases { number } sealedFactsConsulted mustLeave { ...Whole } unsettled { ...Whole }
  }
}"""
    + WHOLE
)
SUPPORT = (
    """query ($input: SupportScreeningInput!) {
  supportScreening(input: $input) {
    case { number } sealedFactsConsulted people { ...Whole }
    venues { code name findings {
      rule { code } severity organ { name } otherPerson { number } explanation evidence { record { code } }
    } }
  }
}"""
    + WHOLE
)
GROUNDS = """query ($person: String!, $case: String!) {
  sealedGrounds(personNumber: $person, caseNumber: $case) {
    severity relation { code } linkedCase { number } rule { code disclosed scope }
  }
}"""
REPLAY = """query ($id: ID!) {
  assignmentReplay(assignment: $id) {
    on recordedVerdict verdict agrees recordedOnly replayedOnly
    findings { rule { code } evidence { record { code } during { start end } } }
  }
}"""
