"""What every part of the generator is handed: the register, the chance, the planning day."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from db.demo.ledger import Ledger
from db.demo.names import given_name, surname
from db.demo.register import Register
from db.tables import Person
from terms.organs import ManagementLevel
from terms.people import Gender
from terms.periods import Period

COUNTY_ID = 1


@dataclass(frozen=True, slots=True)
class Human:
    """Somebody, as far as the generator must remember her."""

    id: int
    name: str
    gender: Gender
    born: int
    """Year of birth."""
    native_place: str

    @property
    def surname(self) -> str:
        """Return the surname; the invented ones have one character."""
        return self.name[0]


@dataclass(frozen=True, slots=True)
class Draft:
    """One district's share of the register, with a chance of its own."""

    register: Register
    chance: Random
    day: date
    """The planning day; all dates are counted from it."""
    ledger: Ledger

    def ago(self, days: int) -> date:
        """Return the day so many days before the planning day, later ones for negative numbers."""
        return self.day - timedelta(days=days)

    def since(self, days: int, until: int | None = None) -> Period:
        """Return the period that began so many days ago and ended, or ends, ``until`` days ago; None for open."""
        return Period(self.ago(days), None if until is None else self.ago(until))

    def either(self, share: float) -> bool:
        """Tell yes in this share of all times."""
        return self.chance.random() < share

    def human(
        self,
        *,
        native_place: str,
        age: tuple[int, int] | None = None,
        born: int | None = None,
        gender: Gender | None = None,
        family_name: str | None = None,
        management: ManagementLevel | None = None,
    ) -> Human:
        """Invent somebody; what is not given is drawn."""
        sex = gender or (Gender.FEMALE if self.either(0.36) else Gender.MALE)
        name = (family_name or surname(self.chance)) + given_name(self.chance, sex)
        year = self.day.year - self.chance.randint(*(age or (25, 59))) if born is None else born
        key = self.register.add(
            Person,
            county_id=COUNTY_ID,
            number=f"P{self.register.count(Person) + 1:06d}",
            name=name,
            gender=sex,
            birth_month=f"{year:04d}-{self.chance.randint(1, 12):02d}",
            native_place=native_place,
            management=management,
        )
        return Human(key, name, sex, year, native_place)
