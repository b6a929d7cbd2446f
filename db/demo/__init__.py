"""The demo county: 商水县 with its public place names and invented people, in three sizes from one generator.

- ``demo``: one county; 130 people in the pool, 14 open cases in all modes. ``city`` and ``province``: 12 and 120
  counties' worth of organs in the one county row, with invented place names; 1,500 people and 400 cases, 15,000 and
  4,000. Pool members are tied to cases of their own district only.
- Of the fourteen cases three cannot be staffed, on purpose (``matters.Snag``): the subject of the thirteenth belongs
  to the county commission, so that none of it may handle the case (R37) and nobody else may lead it (R35); the ninth
  needs electronic data at the third grade, and the one person who has it is married to the subject (R02); the
  eleventh needs works at the third grade, and of the two who have it one is away and one used to serve in the unit
  (R13, which can be waived).
- About a quarter of the pairs of pool member and open case is barred, mostly by common service and kinship.
"""

from db.demo.generate import SIZES, generate
from db.demo.load import CountyExists, Summary, is_empty, load_demo

__all__ = ["SIZES", "CountyExists", "Summary", "generate", "is_empty", "load_demo"]
