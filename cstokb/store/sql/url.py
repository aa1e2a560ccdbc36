"""Store URLs: where a store in SQL is, shown without its password.

`sqlite:///PATH` is a path from the current folder, `sqlite:////PATH` one from the root;
`postgresql://[USER[:PASSWORD]@][HOST[:PORT]][/DATABASE][?NAME=VALUE&…]` is what libpq takes
(PostgreSQL's manual, 34.1.1.2). They are read here, strictly, because drivers quote what
they do not understand, and the password with it.
"""

import os
import re
from collections.abc import Mapping
from typing import NamedTuple

from cstokb.errors import UsageError

SCHEMES = ("sqlite", "postgresql")
HIDDEN = "***"

_ESCAPE = rb"%([0-9A-Fa-f]{2})"
_HINT = {
    "sqlite": "write it as sqlite:///PATH",
    "postgresql": "write it as postgresql://USER@HOST:PORT/DATABASE, @ within them as %40",
}

# What libpq knows and leaves to its user (34.1.2), apart from what holds secrets.
_SHOWN = frozenset(
    [
        "channel_binding",
        "connect_timeout",
        "dbname",
        "gssdelegation",
        "gssencmode",
        "gsslib",
        "host",
        "hostaddr",
        "keepalives",
        "keepalives_count",
        "keepalives_idle",
        "keepalives_interval",
        "krbsrvname",
        "load_balance_hosts",
        "max_protocol_version",
        "min_protocol_version",
        "oauth_client_id",
        "oauth_issuer",
        "oauth_scope",
        "options",
        "passfile",
        "port",
        "require_auth",
        "requirepeer",
        "service",
        "ssl_max_protocol_version",
        "ssl_min_protocol_version",
        "sslcert",
        "sslcertmode",
        "sslcompression",
        "sslcrl",
        "sslcrldir",
        "sslkey",
        "sslkeylogfile",
        "sslmode",
        "sslnegotiation",
        "sslrootcert",
        "sslsni",
        "target_session_attrs",
        "tcp_user_timeout",
        "user",
    ]
)
SECRETS = frozenset(
    ("password", "sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key")
)

TIMEOUTS = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
"""libpq's timeouts: a silent server fails after about 60 s, and not after hours."""


class Address(NamedTuple):
    """A store URL in parts; `shown` is the URL without its secrets.

    `path` is the file of SQLite; `options` are libpq's parameters by keyword.
    """

    scheme: str
    shown: str
    path: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def password(self) -> str:
        """The password in the URL, or empty."""
        return next((value for name, value in self.options if name == "password"), "")


def parse(url: str) -> Address:
    """Read the URL; raise `UsageError`, whose message holds no password."""
    scheme, separator, rest = url.partition("://")
    if scheme == "postgres":
        # libpq's other word for it.
        scheme = "postgresql"
    if not separator or scheme not in SCHEMES:
        hint = "stores are a path, sqlite:///PATH or postgresql://HOST/DATABASE"
        if separator and re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.-]{0,29}", scheme):
            raise UsageError('no store of the kind "{}"', scheme, hint=hint)
        raise UsageError("no store of the kind that is asked for", hint=hint)
    return _sqlite(rest) if scheme == "sqlite" else _postgresql(rest)


def has_libpq_words(location: str) -> bool:
    """Whether it is a connection in libpq's words, such as `host=… password=…`."""
    names = re.findall(r"(?:^|\s)([a-z_]+)\s*=", location[:2_000])
    return any(name in _SHOWN | SECRETS for name in names)


def words_refused() -> UsageError:
    """The refusal of a connection in libpq's words, which may hold a password."""
    return _wrong("a store on a server is a URL, not words of libpq's")


def sqlite_url(path: str) -> str:
    """The URL of a file of SQLite's."""
    escaped = os.path.abspath(path).replace("%", "%25").replace("?", "%3F")
    return f"sqlite:///{escaped}"


def _sqlite(rest: str) -> Address:
    if not rest.startswith("/") or len(rest) == 1 or "?" in rest:
        raise _wrong("a store in SQLite is a path", "sqlite")
    return Address("sqlite", f"sqlite://{rest}", _plain(rest[1:], "sqlite"))


def _postgresql(rest: str) -> Address:
    if re.search(r"[\s\x00-\x1f\x7f-\x9f]", rest):
        raise _wrong("a store URL has no spaces or control characters")
    location, _, query = rest.partition("?")
    authority, _, database = location.partition("/")
    login, _, hosts = authority.rpartition("@")
    user, _, password = login.partition(":")
    # A password with a slash, not escaped, would be taken for a database, and shown.
    if "@" in user + database + query:
        raise _wrong("an @ that does not end the password is written %40")
    options = {
        "user": user,
        "password": password,
        **_hosts(hosts),
        "dbname": database,
        **_query(query),
    }
    plain = {name: _plain(value, "postgresql") for name, value in options.items() if value}
    shown = _shown(user, password, hosts, database, _query(query))
    return Address("postgresql", shown, "", (*plain.items(),))


def _hosts(hosts: str) -> dict[str, str]:
    """Hosts and ports, of which there may be several, separated by commas."""
    if not hosts:
        return {}
    matches = [
        re.fullmatch(r"(?:\[([^\[\]]*)\]|([^:\[\]]*))(?::(\d*))?", host)
        for host in hosts.split(",")
    ]
    if not all(match and int(match[3] or 1) in range(1, 65536) for match in matches):
        raise _wrong("a host is NAME or NAME:PORT")
    names = ",".join(match[1] or match[2] or "" for match in matches if match)
    ports = ",".join(match[3] or "" for match in matches if match)
    return {"host": names, "port": ports if ports.strip(",") else ""}


def _query(query: str) -> dict[str, str]:
    options = {}
    for part in query.split("&") if query else ():
        name, equals, value = part.partition("=")
        if not equals or not re.fullmatch(r"[a-z_]+", name):
            raise _wrong("an option is NAME=VALUE")
        if name not in _SHOWN | SECRETS:
            raise _wrong("a store URL has an option that is none of libpq's")
        options[name] = value
    return options


def _shown(user: str, password: str, hosts: str, database: str, options: Mapping[str, str]) -> str:
    login = user + (f":{HIDDEN}" if password else "")
    masked = ((name, HIDDEN if name in SECRETS else value) for name, value in options.items())
    query = "&".join(f"{name}={value}" for name, value in masked)
    at, slash, mark = "@" if login else "", "/" if database else "", "?" if query else ""
    return f"postgresql://{login}{at}{hosts}{slash}{database}{mark}{query}"


def _plain(text: str, scheme: str) -> str:
    """The text that an escaped one stands for; raise `UsageError` for a wrong escape."""
    if re.search(r"%(?![0-9A-Fa-f]{2})", text):
        raise _wrong("a % in a store URL is written %25", scheme)
    try:
        escaped = text.encode(errors="surrogateescape")
        plain = re.sub(_ESCAPE, lambda match: bytes.fromhex(match[1].decode()), escaped).decode()
    except UnicodeError:
        raise _wrong("a store URL is UTF-8", scheme) from None
    if "\0" in plain:
        raise _wrong("a store URL has no zero bytes", scheme)
    return plain


def _wrong(template: str, scheme: str = "postgresql") -> UsageError:
    return UsageError(template, hint=_HINT[scheme])
