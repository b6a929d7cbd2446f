"""The pages that a browser sees: GraphiQL, bundled, so that a closed network can use it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

BUILT = Path(__file__).parent / "pages" / "graphiql"
"""What `npm run build` in frontend/ writes; committed, so that running needs no Node."""

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}
"""Said here, not looked up: a machine's own table may call a script plain text, which a browser then refuses."""


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A ready document, opened as a tab of GraphiQL; `name` is `NN-words`, and tabs stand in its order."""

    name: str
    title: Bilingual
    query: str
    variables: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Identity:
    """A person whom a visitor of the demo may act as: the label to choose, and the token sent as its bearer."""

    label: Bilingual
    token: str


def graphiql_routes(
    *, tabs: Callable[[], Awaitable[Sequence[Tab]]], identities: Callable[[], Sequence[Identity]]
) -> list[BaseRoute]:
    """Serve GraphiQL at /graphiql/ and lead / there; both lists are asked for at each visit.

    In production `identities` answers nobody, and the page then shows no menu of them.
    """

    async def tabs_answer(_request: Request) -> Response:
        return JSONResponse([asdict(tab) for tab in await tabs()])

    async def identities_answer(_request: Request) -> Response:
        return JSONResponse([asdict(identity) for identity in identities()])

    async def home(_request: Request) -> Response:
        return RedirectResponse("graphiql/")

    return [
        Route("/", home),
        Mount(
            "/graphiql",
            routes=[
                Route("/tabs.json", tabs_answer),
                Route("/identities.json", identities_answer),
                Mount("/", BuiltFiles(directory=BUILT, html=True)),
            ],
        ),
    ]


class BuiltFiles(StaticFiles):
    """Files of a build, each with the media type of our own table."""

    def file_response(self, full_path: Any, *args: Any, **kwargs: Any) -> Response:
        """Answer with a file, saying what it is."""
        response = super().file_response(full_path, *args, **kwargs)
        response.headers["content-type"] = MEDIA_TYPES[PurePath(full_path).suffix]
        return response
