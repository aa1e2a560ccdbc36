"""Store URLs: where a store in SQL is, told without its password.

`sqlite:///PATH` is a path from the current folder, `sqlite:////PATH` one from the root;
`postgresql://[USER[:PASSWORD]@][HOST[:PORT]][/DATABASE][?NAME=VALUE&…]` is what libpq takes.
They are read here, strictly, because drivers quote what they do not understand, and the
password with it.
"""

import re
from typing import NamedTuple

from cstokb.errors import UsageError

SCHEMES = ("sqlite", "postgresql")
HIDDEN = "***"

_ESCAPE = r"%([0-9A-Fa-f]{2})"
_SECRET = ("password", "sslpassword")
_HINT = {
    "sqlite": "write it as sqlite:///PATH",
    "postgresql": "write it as postgresql://USER@HOST:PORT/DATABASE",
}


class Address(NamedTuple):
    """A store URL in parts; `shown` is the URL without its password.

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
    scheme, _, rest = url.partition("://")
    if scheme == "postgres":
        # libpq's other word for it.
        scheme = "postgresql"
    if scheme not in SCHEMES:
        told = scheme if re.fullmatch(r"[\w+.-]{1,30}", scheme) else "such"
        hint = "stores are a path, sqlite:///PATH or postgresql://HOST/DATABASE"
        raise UsageError(f'no store of the kind "{told}"', hint=hint)
    return _sqlite(rest) if scheme == "sqlite" else _postgresql(rest)


def _sqlite(rest: str) -> Address:
    if not rest.startswith("/") or len(rest) == 1 or "?" in rest:
        raise UsageError("a store in SQLite is a path", hint=_HINT["sqlite"])
    return Address("sqlite", f"sqlite://{rest}", _plain(rest[1:], "sqlite"))


def _postgresql(rest: str) -> Address:
    place, _, query = rest.partition("?")
    authority, _, database = place.partition("/")
    login, _, hosts = authority.rpartition("@")
    user, _, password = login.partition(":")
    options = {
        "user": user,
        "password": password,
        **_hosts(hosts),
        "dbname": database,
        **_query(query),
    }
    plain = {name: _plain(value, "postgresql") for name, value in options.items() if value}
    if any(char.isspace() or char == "\0" for char in hosts + user):
        raise UsageError("a host or user has no spaces", hint=_HINT["postgresql"])
    return Address(
        "postgresql", _shown(user, password, hosts, database, query), "", (*plain.items(),)
    )


def _hosts(hosts: str) -> dict[str, str]:
    """Hosts and ports, of which there may be several, separated by commas."""
    if not hosts:
        return {}
    found = [re.fullmatch(r"(\[[^\]]*\]|[^:]*)(?::(\d*))?", host) for host in hosts.split(",")]
    if not all(found):
        raise UsageError("a host is NAME or NAME:PORT", hint=_HINT["postgresql"])
    names = ",".join(host[1].strip("[]") for host in found if host)
    ports = ",".join(host[2] or "" for host in found if host)
    return {"host": names, "port": ports if ports.strip(",") else ""}


def _query(query: str) -> dict[str, str]:
    options = {}
    for part in query.split("&") if query else ():
        name, found, value = part.partition("=")
        if not found or not re.fullmatch(r"[a-z_]+", name):
            raise UsageError("an option is NAME=VALUE", hint=_HINT["postgresql"])
        options[name] = value
    return options


def _shown(user: str, password: str, hosts: str, database: str, query: str) -> str:
    login = user + (f":{HIDDEN}" if password else "")
    parts = (part.partition("=") for part in query.split("&") if part)
    said = "&".join(f"{n}={HIDDEN if n in _SECRET else value}" for n, _, value in parts)
    at, slash, mark = "@" if login else "", "/" if database else "", "?" if said else ""
    return f"postgresql://{login}{at}{hosts}{slash}{database}{mark}{said}"


def _plain(text: str, scheme: str) -> str:
    """The text that an escaped one stands for; raise `UsageError` for a wrong escape."""
    if re.search(r"%(?![0-9A-Fa-f]{2})", text):
        raise UsageError("a % in a store URL is written %25", hint=_HINT[scheme])
    raw = re.sub(_ESCAPE.encode(), lambda found: bytes.fromhex(found[1].decode()), _bytes(text))
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise UsageError("a store URL is UTF-8", hint=_HINT[scheme]) from None


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogateescape")
