"""Who may handle a case in which mode, and on which document."""

import pytest

from casework.modes import (
    TERMS,
    AuthorisationUnfit,
    Handler,
    HandlerUnfit,
    HomePart,
    OrganPlace,
    check_authorisation,
    check_handler,
)
from terms.cases import AuthorisationKind, Mode
from terms.organs import OrganKind

HOME = OrganPlace(1, OrganKind.TOWNSHIP_COMMISSION, zone=1)
NEIGHBOUR = OrganPlace(2, OrganKind.TOWNSHIP_COMMISSION, zone=1)
FAR = OrganPlace(3, OrganKind.RESIDENT_GROUP, zone=2)
OFFICE = OrganPlace(4, OrganKind.COMMISSION_OFFICE, zone=None)
COMMISSION = OrganPlace(5, OrganKind.COUNTY_COMMISSION, zone=None)
UNZONED = OrganPlace(6, OrganKind.RESIDENT_GROUP, zone=None)
ORGANS = (HOME, NEIGHBOUR, FAR, OFFICE, COMMISSION, UNZONED)


@pytest.mark.parametrize(
    ("mode", "fits"),
    [
        (Mode.SELF, {1}),
        (Mode.ASSIST, {1}),
        (Mode.JOINT, {1, 2}),
        (Mode.CROSS, {2}),
        (Mode.OFFSITE, {3}),
        (Mode.ELEVATED, {4, 5}),
        (Mode.LINKED, {4, 5}),
    ],
)
def test_each_mode_puts_only_its_own_organs_in_charge(mode: Mode, fits: set[int]) -> None:
    for organ in ORGANS:
        if organ.id in fits:
            check_handler(mode, home=HOME, organ=organ)
            continue
        with pytest.raises(HandlerUnfit) as refused:
            check_handler(mode, home=HOME, organ=organ)
        assert (refused.value.mode, refused.value.handler) == (mode, TERMS[mode].handler)


def test_an_organ_outside_all_zones_is_no_neighbour_of_another_such() -> None:
    with pytest.raises(HandlerUnfit):
        check_handler(Mode.CROSS, home=UNZONED, organ=OFFICE)


def test_only_self_handling_needs_no_document() -> None:
    assert {mode for mode in Mode if not TERMS[mode].authorisations} == {Mode.SELF}


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        (Mode.ASSIST, AuthorisationKind.CALL_UP),
        (Mode.JOINT, AuthorisationKind.MATTER_AUTHORISATION),
        (Mode.CROSS, AuthorisationKind.DESIGNATED_JURISDICTION),
        (Mode.OFFSITE, AuthorisationKind.MATTER_AUTHORISATION),
        (Mode.ELEVATED, AuthorisationKind.ELEVATION),
        (Mode.LINKED, AuthorisationKind.CALL_UP),
    ],
)
def test_a_document_of_the_right_kind_authorises_the_mode(mode: Mode, kind: AuthorisationKind) -> None:
    check_authorisation(mode, kind=kind)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        (Mode.SELF, AuthorisationKind.MATTER_AUTHORISATION),
        (Mode.CROSS, AuthorisationKind.CALL_UP),
        (Mode.ELEVATED, AuthorisationKind.DESIGNATED_JURISDICTION),
    ],
)
def test_a_document_of_another_kind_does_not(mode: Mode, kind: AuthorisationKind) -> None:
    with pytest.raises(AuthorisationUnfit) as refused:
        check_authorisation(mode, kind=kind)
    assert (refused.value.mode, refused.value.kind) == (mode, kind)


def test_the_refusals_speak_both_languages() -> None:
    assert HandlerUnfit(mode=Mode.CROSS, handler=Handler.ZONE).message("zh") == "“交叉办案”应由本协作区其他单位办理。"
    assert (
        AuthorisationUnfit(mode=Mode.CROSS, kind=AuthorisationKind.CALL_UP).message("en")
        == "A “written call-up decision” does not authorise the mode “another organ of the zone leads”."
    )


def test_the_home_organ_keeps_out_of_findings_where_another_organ_leads() -> None:
    limited = {HomePart.LIAISON, HomePart.NONE}
    assert {mode for mode in Mode if TERMS[mode].home_part in limited} == {Mode.CROSS, Mode.OFFSITE, Mode.ELEVATED}
