"""What access is wanted: for whom, as whom, and how far."""

from dataclasses import dataclass

from resolvers.access_refusals import AccessUnfit, Misfit
from terms.acts import Act, Reach
from terms.matrix import MATRIX
from terms.roles import ADMINISTRATORS, Role

HELD_TO_ZONES = frozenset(
    role for role, acts in MATRIX.items() if role not in ADMINISTRATORS and Reach.COUNTY in acts.values()
) - {Role.ORGAN_SECRETARY, Role.INVESTIGATOR}
"""Roles whose acts can be held to some zones."""


@dataclass(frozen=True, slots=True)
class HolderWanted:
    """Who is to come in, as whom, and how far."""

    label: str
    role: Role
    zone_codes: tuple[str, ...] = ()
    organ: str | None = None
    """The organ's name."""
    person_number: str | None = None
    holder: str = ""


@dataclass(frozen=True, slots=True)
class TokenWanted:
    """A token to be issued."""

    held: HolderWanted
    days: int
    acts: tuple[Act, ...] | None = None


@dataclass(frozen=True, slots=True)
class AccountWanted:
    """An account to be opened for somebody of the identity provider."""

    held: HolderWanted
    issuer: str
    subject: str
    single_use: bool = False


def check(wanted: HolderWanted) -> None:
    """Refuse, by ``AccessUnfit``, what does not go together."""
    role = wanted.role
    misfits = {
        Misfit.NEEDS_ZONE: role is Role.COORDINATOR and not wanted.zone_codes,
        Misfit.NEEDS_ORGAN: role is Role.ORGAN_SECRETARY and wanted.organ is None,
        Misfit.NEEDS_PERSON: role is Role.INVESTIGATOR and wanted.person_number is None,
        Misfit.NEEDS_HOLDER: role in ADMINISTRATORS and wanted.person_number is None and not wanted.holder.strip(),
        Misfit.NO_ZONES: bool(wanted.zone_codes) and role not in HELD_TO_ZONES,
        Misfit.NO_ORGAN: wanted.organ is not None and role is not Role.ORGAN_SECRETARY,
    }
    for misfit, found in misfits.items():
        if found:
            raise AccessUnfit(misfit)
