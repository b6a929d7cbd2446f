"""Tests of the words that every room uses: no database."""
