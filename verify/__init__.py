"""Verifies the record of an allocation run, with nothing but the record and the standard library.

It shares no code with the engine that made the run. A record is a JSON object with exactly these keys:

- ``format``: ``zones-allocation-run/2``
- ``problem``: the document of the problem, of the format ``zones-allocation-problem/2``, with every key; where it is
  hashed, those that came after its format and have their default are left out
- ``problem_salt``: the text that stood before the canonical problem when it was hashed; may be empty
- ``problem_hash``: SHA-256 of salt and canonical problem, in hexadecimal; the plan names its problem by it
- ``problem_frozen_at``: a moment before which nothing of the problem was read; or null
- ``seed``: the whole number that decided among equal plans
- ``seed_commitment``: SHA-256 of ``seed|seed_salt`` in hexadecimal, published before the run; or null
- ``seed_salt``: the text of that commitment; or null
- ``seed_committed_at``: the moment of the commitment, before ``problem_frozen_at``; or null
- ``deterministic_limit``: the limit of each level in the solver's unit of work, a number above 0
- ``plan``: the document of the plan, of the format ``zones-allocation-plan/2``, as an object
- ``stopped``: true if somebody stopped the run, so that the plan is the best that there was and no replay gives it
- ``record_hash``: SHA-256 of all the rest in hexadecimal, with sorted keys and no spaces; a copy is the run's if
  this is the hash that was published with the run

Moments are ISO 8601 with their time zone. Records of ``zones-allocation-run/1``, with plans of
``zones-allocation-plan/1``, are read, too: what they leave out is taken as it was then, and the command says so.
"""

from verify.command import main
from verify.faults import Fault
from verify.run import verify
from verify.shapes import UnreadableError

__all__ = ["Fault", "UnreadableError", "main", "verify"]
