"""The document on personal data is printed from the register that the service works by."""

from db.tables import metadata
from service.personal_data import printed
from tests.house.documents import ROOT


def test_the_document_is_the_register() -> None:
    """Otherwise: ``./zones personal-data > docs/personal-data.md``, and read the difference."""
    assert (ROOT / "docs" / "personal-data.md").read_text("utf-8").splitlines() == printed().splitlines()


def test_the_document_names_every_table() -> None:
    assert [name for name in metadata.tables if f"`{name}`" not in printed()] == []
