"""Tests of the recusal room: no database, every rule on both sides."""
