"""``schema`` and ``documents``: the schema as it is printed, and the list of documents that may run."""

import argparse
import json
from pathlib import Path
from typing import Any

from schema.root import build_schema, printed
from service.commands.workbooks import require_free, write_whole
from service.trusted import TrustedDocuments, read

DONE = "{count} documents are in {file}. 已登记{count}个文档：{file}"


def add_to(commands: Any) -> None:
    """Add the commands."""
    schema = commands.add_parser("schema", help="print the GraphQL schema")
    schema.set_defaults(act=_schema)
    listing = commands.add_parser(
        "documents", help="list the documents that may run (ZONES_DOCUMENTS) by their SHA-256"
    )
    listing.add_argument("folder", type=Path, help="folder of .graphql files")
    listing.add_argument("file", type=Path, nargs="?", help="file to write; without it the list is printed")
    listing.add_argument("--force", action="store_true", help="replace the file if it is there")
    listing.set_defaults(act=_documents)


def _schema(_options: argparse.Namespace) -> int:
    print(printed(), end="")
    return 0


def _documents(options: argparse.Namespace) -> int:
    TrustedDocuments.at(options.folder, build_schema()._schema)  # noqa: SLF001  (refuses what does not fit the schema)
    documents = read(options.folder)
    text = json.dumps(documents, ensure_ascii=False, indent=2) + "\n"
    if options.file is None:
        print(text, end="")
        return 0
    require_free(options)
    write_whole(options.file, text.encode())
    print(DONE.format(count=len(documents), file=options.file))
    return 0
