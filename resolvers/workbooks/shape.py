"""A workbook brought into the shape in which the county's records are kept, before the two are compared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from intake.records import InterestRecord, PersonRecord, Records
from resolvers.workbooks.misfits import Misfit, MisfitCode, misfit_at

RAISED = "EDGE"
"""The family of relations for which it is kept whether the child was raised."""


def shaped(records: Records, zones: Mapping[str, str]) -> Records:
    """Return what the workbook says as it would be kept.

    Zones are named by their names (``zones``: name by code), an interest in an organ and a case becomes two, and notes
    on people are left out: free text may tell who informed.
    """
    return replace(
        records,
        organs=tuple(replace(organ, zone=zones.get(organ.zone or "", organ.zone)) for organ in records.organs),
        people=tuple(replace(person, note=None) for person in records.people),
        ties=tuple(tie if tie.relation.family == RAISED else replace(tie, raised=True) for tie in records.ties),
        interests=tuple(part for interest in records.interests for part in _parts(interest)),
    )


def notes_left_out(people: Iterable[PersonRecord]) -> Iterator[Misfit]:
    """Yield a notice for each note on a person, which is never kept nor repeated."""
    for person in people:
        if person.note is not None:
            yield misfit_at(person.source, MisfitCode.NOTE_NOT_KEPT, "note")


def _parts(interest: InterestRecord) -> tuple[InterestRecord, ...]:
    if interest.organ is None or interest.case is None:
        return (interest,)
    return replace(interest, case=None), replace(interest, organ=None)
