"""When the records behind a finding were true."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from recusal.facts import Facts
from recusal.findings import Evidence
from terms.periods import ALWAYS, Period


class Periods:
    """The periods of the records of some facts, each kind of record looked through once."""

    def __init__(self, facts: Facts) -> None:
        """Look at nothing yet."""
        self._facts = facts
        self._found: dict[str, Mapping[int, Period]] = {}

    def of(self, evidence: Evidence) -> Period:
        """Return the days in which what the record says was true; unbounded for records without a period."""
        if evidence.record not in self._found:
            self._found[evidence.record] = self._read(evidence.record)
        return self._found[evidence.record].get(evidence.id, ALWAYS)

    def _read(self, record: str) -> Mapping[int, Period]:
        facts = self._facts
        days = {"incident": facts.incidents, "declaration": facts.declarations}
        if record in days:
            listed: Iterable[Any] = days[record]
            return {row.id: Period(row.on, row.on + timedelta(1)) for row in listed}
        if record == "succession":
            return {row.id: Period(row.on) for row in facts.successions}
        if record == "waiver":
            return {row.id: Period(None, row.expires_on) for row in facts.waivers}
        dated: dict[str, Iterable[Any]] = {
            "kin_tie": facts.kin_ties,
            "asserted_kin": facts.asserted_kin,
            "social_tie": facts.social_ties,
            "interest": facts.interests,
            "party": facts.parties,
            "membership": facts.memberships,
            "organ_link": facts.organ_links,
            "service": facts.services,
            "handling": facts.handlings,
            "authorisation": facts.authorisations,
            "place_tie": facts.place_ties,
            "duty": facts.duties,
            "loan": facts.loans,
        }
        return {row.id: row.during for row in dated.get(record, ())}
