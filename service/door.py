"""The door: lets in whoever has a good token, slows down who is refused again and again, and puts that on record."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from starlette.requests import HTTPConnection

from db.session import Database
from db.tables import CalendarFeed
from resolvers.caller import Caller, Identity
from service.identity import hash_of, identify, mark_of, owner_of_feed, sign_out, token_of
from service.journal import Journal
from service.oidc import Provider
from service.origins import Network, line_of, origin_of
from service.provider import ProviderAway
from service.refused import NotLetIn
from service.throttle import LetIn, Throttle
from terms.access import SignInRefusal
from terms.periods import COUNTY_TIME
from terms.refusals import Refusal


class SignIn(Refusal):
    """The request came without a token that is known and still good."""

    code: ClassVar[str] = "UNAUTHENTICATED"
    zh: ClassVar[str] = "请使用有效的令牌登录：请求头 Authorization: Bearer <令牌>。"
    en: ClassVar[str] = "Sign in with a valid token: send the header Authorization: Bearer <token>."


class NoAccount(Refusal):
    """The provider knows her, and this service does not."""

    code: ClassVar[str] = "NO_ACCOUNT"
    zh: ClassVar[str] = "您已通过统一身份认证，但在本系统没有账号。请联系安全管理员开通。"
    en: ClassVar[str] = "You are signed in, and have no account here. Ask the security administrator for one."


class Throttled(Refusal):
    """Too many refusals from there; nothing was looked at."""

    code: ClassVar[str] = "THROTTLED"
    zh: ClassVar[str] = "登录失败次数过多，请在{seconds}秒后重试。"
    en: ClassVar[str] = "Too many sign-ins were refused. Try again in {seconds} seconds."

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


STATUS: dict[type[Refusal], int] = {SignIn: 401, NoAccount: 403, Throttled: 429}
AWAY = 503


def county_now() -> datetime:
    """Return the present moment."""
    return datetime.now(COUNTY_TIME)


def status_of(refusal: Refusal) -> int:
    """Return the status of an answer at the door; what is away is 503."""
    return STATUS.get(type(refusal), AWAY)


def headers_of(refusal: Refusal) -> dict[str, str]:
    """Return the headers that go with a refusal at the door."""
    if isinstance(refusal, Throttled):
        return {"retry-after": str(refusal.seconds)}
    return {"www-authenticate": "Bearer"} if isinstance(refusal, SignIn) else {}


class Door:
    """Who comes in; one for the process, as it remembers whom it refused."""

    def __init__(
        self,
        database: Database,
        *,
        demo: bool,
        provider: Provider | None = None,
        proxies: Sequence[Network] = (),
        clock: Callable[[], datetime] = county_now,
    ) -> None:
        self.database = database
        self.journal = Journal(database)
        self._demo = demo
        self._provider = provider
        self._proxies = proxies
        self._clock = clock
        self._throttle = Throttle()
        self._let_in = LetIn()

    async def caller_of(self, request: HTTPConnection, language: str, *, authorization: str | None = None) -> Caller:
        """Return who asks, by the header of the request or by what was said in its place.

        Raises:
            SignIn: no token, or none that opens the door; always the same words, whatever the reason.
            NoAccount: somebody of the provider who has no account.
            Throttled: too many refusals from this address, or of this token.
            ProviderAway, DatabaseUnavailable, Busy: that cannot be known just now.
        """
        origin = origin_of(request, self._proxies)
        identity = await self._opened(request, origin, authorization)
        return Caller(
            identity=identity, database=self.database, clock=self._clock, language=language, origin=f"api {origin}"
        )

    async def reader_of_feed(self, request: HTTPConnection, secret: str) -> tuple[Caller, CalendarFeed]:
        """Return whose calendar feed it is, and the feed.

        Raises:
            SignIn, Throttled, DatabaseUnavailable, Busy: as ``caller_of``; nobody learns whether there ever was such a
                feed.
        """
        origin, now, digest = origin_of(request, self._proxies), self._clock(), hash_of(secret)
        await self._slow_down(origin, secret, digest, now)
        try:
            identity, feed = await owner_of_feed(self.database, secret, demo=self._demo, now=now)
        except NotLetIn as refused:
            self._let_in.forget(digest)
            raise await self._noted(refused, origin, digest, now) from None
        self._let_in.add(digest, now)
        told = f"calendar {origin}"
        return Caller(identity=identity, database=self.database, clock=self._clock, language="zh", origin=told), feed

    async def check_again(self, authorization: str | None, identity: Identity) -> None:
        """Refuse whoever came in and stayed, and would not be let in any more, or not as the same.

        Raises:
            SignIn: her token was revoked or is over, or what it opens changed.
            ProviderAway, DatabaseUnavailable, Busy: that cannot be known just now.
        """
        token, now = token_of(authorization) or "", self._clock()
        try:
            found = await identify(self.database, token, demo=self._demo, now=now, provider=self._provider, again=True)
        except NotLetIn:
            raise SignIn from None
        if found != identity:
            raise SignIn

    async def leave(self, request: HTTPConnection) -> bool:
        """Sign out whoever asks; False where her token is none of the provider's, and is revoked in another way."""
        await self._opened(request, origin_of(request, self._proxies))
        token = token_of(request.headers.get("authorization")) or ""
        if self._provider is None or token.count(".") < 2:  # noqa: PLR2004  (header, claims, signature)
            return False
        self._let_in.forget(hash_of(token))
        await sign_out(self.database, self._provider, token, self._clock())
        return True

    async def close(self) -> None:
        """Write what is not on record yet, and close the connections to the provider."""
        await self.journal.close()
        if self._provider is not None:
            await self._provider.keys.close()

    async def _opened(self, request: HTTPConnection, origin: str, authorization: str | None = None) -> Identity:
        now = self._clock()
        token = token_of(authorization or request.headers.get("authorization"))
        if token is None:
            await self.journal.note(origin, SignInRefusal.NO_TOKEN, "", now)
            raise SignIn
        digest = hash_of(token)
        await self._slow_down(origin, token, digest, now)
        try:
            identity = await identify(self.database, token, demo=self._demo, now=now, provider=self._provider)
        except NotLetIn as refused:
            self._let_in.forget(digest)
            raise await self._noted(refused, origin, digest, now) from None
        except ProviderAway:
            await self.journal.note(origin, SignInRefusal.PROVIDER_AWAY, mark_of(token), now)
            raise
        self._let_in.add(digest, now)
        return identity

    async def _slow_down(self, origin: str, token: str, digest: str, now: datetime) -> None:
        """Refuse, unlooked, a token that was refused too often, and one that is new from such an address."""
        wait = self._throttle.wait(digest, now)
        if not self._let_in.has(digest, now):
            wait = max(wait, self._throttle.wait(line_of(origin), now))
        if wait:
            await self.journal.note(origin, SignInRefusal.THROTTLED, mark_of(token), now)
            raise Throttled(wait)

    async def _noted(self, refused: NotLetIn, origin: str, digest: str, now: datetime) -> Refusal:
        """Count and record a refusal, and return what the client is told."""
        mark = refused.mark or (f"#{refused.subject[:12]}" if refused.subject else f"#{digest[:12]}")
        keys = (line_of(origin), digest, *([f"subject {refused.subject}"] if refused.subject else []))
        waits = [self._throttle.wait(key, now) for key in keys]
        for key in keys:
            self._throttle.refused(key, now)
        if any(waits):
            await self.journal.note(origin, SignInRefusal.THROTTLED, mark, now)
            return Throttled(max(waits))
        await self.journal.note(origin, refused.refusal, mark, now)
        return NoAccount() if refused.refusal is SignInRefusal.NO_ACCOUNT else SignIn()
