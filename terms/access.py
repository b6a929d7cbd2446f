"""What the door answers to those whom it does not let in."""

from terms.term import Term


class SignInRefusal(Term):
    """Why somebody was not let in; the record tells it, the client is told little of it."""

    NO_TOKEN = "NO_TOKEN", "没有令牌", "no token, or none that could be one"
    UNKNOWN = "UNKNOWN", "令牌不存在", "no such token"
    EXPIRED = "EXPIRED", "令牌已过期", "the token has expired"
    REVOKED = "REVOKED", "令牌已撤销", "the token was revoked"
    DEMO_OUTSIDE = "DEMO_OUTSIDE", "演示令牌用于非演示系统", "a demo token outside the demo"
    MALFORMED = "MALFORMED", "令牌格式错误", "not a signed token as this service takes them"
    HEADER = "HEADER", "令牌头不被接受", "the token's header asks for what this service does not do"
    ALGORITHM = "ALGORITHM", "签名算法不被接受", "the signature's algorithm is not on the list"
    KEY_UNKNOWN = "KEY_UNKNOWN", "签名密钥未知", "signed with a key that the provider does not publish"
    SIGNATURE = "SIGNATURE", "签名无效", "the signature is wrong"
    CLAIMS = "CLAIMS", "声明缺失或格式错误", "a claim is missing or cannot be read"
    ISSUER = "ISSUER", "签发者不符", "issued by somebody else"
    AUDIENCE = "AUDIENCE", "受众不符", "meant for another service"
    NOT_YET = "NOT_YET", "令牌尚未生效", "not good yet, or issued in the future"
    TOO_OLD = "TOO_OLD", "签发过久", "issued longer ago than this service accepts"
    SIGNED_OUT = "SIGNED_OUT", "已退出登录", "signed out since"
    USED_TWICE = "USED_TWICE", "一次性令牌被重复使用", "a token for one use was used again"
    NO_ACCOUNT = "NO_ACCOUNT", "未开通账号", "no account here"
    PROVIDER_AWAY = "PROVIDER_AWAY", "身份提供方不可用", "the identity provider cannot be asked"
    THROTTLED = "THROTTLED", "尝试过多被限制", "too many refusals, throttled"


class SpentKind(Term):
    """What was spent, so that it opens nothing any more."""

    TOKEN = "TOKEN", "令牌", "one token"
    SESSION = "SESSION", "会话", "all tokens of one session at the provider"
