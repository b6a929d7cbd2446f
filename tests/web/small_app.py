"""A small application with GraphiQL on it, which tells back what it was asked and by whom."""

import strawberry
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.routing import Route
from strawberry.asgi import GraphQL

from service.page_safety import PageSafety
from service.pages import Bilingual, Identity, Tab, graphiql_routes

TABS = [
    Tab(
        name="01-ask",
        title=Bilingual(zh="谁在问", en="Who asks"),
        query="# zh: 谁在问\n# en: Who asks\nquery WhoAsks {\n  caller {\n    bearer\n    languages\n  }\n}\n",
        variables=None,
    ),
    Tab(
        name="02-echo",
        title=Bilingual(zh="回声", en="Echo"),
        query="# zh: 回声\n# en: Echo\nmutation Echo($text: String!) {\n  echo(text: $text)\n}\n",
        variables={"text": "商水"},
    ),
]
IDENTITIES = [
    Identity(label=Bilingual(zh="协调员", en="Coordinator"), token="token-of-coordinator"),  # noqa: S106  (no secret)
    Identity(label=Bilingual(zh="回避专员", en="Recusal officer"), token="token-of-officer"),  # noqa: S106  (no secret)
]


@strawberry.type
class Caller:
    """Whom the request says it comes from."""

    bearer: str | None
    languages: str | None


@strawberry.type
class Query:
    """What may be asked."""

    @strawberry.field
    def caller(self, info: strawberry.Info) -> Caller:
        """Tell the headers back."""
        request: Request = info.context["request"]
        return Caller(bearer=request.headers.get("authorization"), languages=request.headers.get("accept-language"))


@strawberry.type
class Mutation:
    """What may be done."""

    @strawberry.mutation
    def echo(self, text: str) -> str:
        """Tell the text back."""
        return text


def small_app(*, tabs: list[Tab], identities: list[Identity]) -> Starlette:
    """Put GraphiQL and the small schema together."""
    graphql = GraphQL[None, None](strawberry.Schema(Query, Mutation), graphql_ide=None)

    async def ready() -> list[Tab]:
        return tabs

    pages = graphiql_routes(tabs=ready, identities=lambda: identities)
    return Starlette(routes=[*pages, Route("/graphql", graphql)], middleware=[Middleware(PageSafety)])
