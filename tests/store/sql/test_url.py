"""Store URLs: what they mean, what is refused, and that no password is ever shown."""

import time
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cstokb.errors import USAGE, UsageError
from cstokb.model.escaping import mask_password
from cstokb.store.sql.url import Address, parse
from tests.cli.asking import ask
from tests.store.samples import SAMPLE, content

SECRET = "S3cretPW"

GOOD = {
    "postgresql://": {},
    "postgresql:///d": {"dbname": "d"},
    "postgresql://h": {"host": "h"},
    "postgresql://h/": {"host": "h"},
    "postgresql://h:5432/d": {"host": "h", "port": "5432", "dbname": "d"},
    "postgresql://h:65535/d": {"host": "h", "port": "65535", "dbname": "d"},
    "postgresql://h:1/d": {"host": "h", "port": "1", "dbname": "d"},
    "postgresql://u@/d": {"user": "u", "dbname": "d"},
    "postgresql://@/d": {"dbname": "d"},
    "postgres://u@h/d": {"user": "u", "host": "h", "dbname": "d"},
    "postgresql://[::1]:5432/d": {"host": "::1", "port": "5432", "dbname": "d"},
    "postgresql://h1:1,h2:2/d": {"host": "h1,h2", "port": "1,2", "dbname": "d"},
    "postgresql://h1,h2:2/d": {"host": "h1,h2", "port": ",2", "dbname": "d"},
    "postgresql://[::1],h2/d": {"host": "::1,h2", "dbname": "d"},
    "postgresql://%2Ftmp%2Fs/d": {"host": "/tmp/s", "dbname": "d"},
    "postgresql://u%40home@h/my%20base": {"user": "u@home", "host": "h", "dbname": "my base"},
    "postgresql://база": {"host": "база"},
    "postgresql:///d?host=/tmp/s&port=1": {"dbname": "d", "host": "/tmp/s", "port": "1"},
    "postgresql://h/d?sslmode=require": {"host": "h", "dbname": "d", "sslmode": "require"},
    "postgresql://?service=mine": {"service": "mine"},
    "postgresql://h/d?passfile=~/p": {"host": "h", "dbname": "d", "passfile": "~/p"},
}

WITH_PASSWORD = {
    f"postgresql://u:{SECRET}@h/d": "postgresql://u:***@h/d",
    f"postgres://u:{SECRET}@h/d": "postgresql://u:***@h/d",
    f"postgresql://:{SECRET}@h/d": "postgresql://:***@h/d",
    "postgresql://u:S3cret%50W@h/d": "postgresql://u:***@h/d",
    "postgresql://u:%533%63%72%65%74%50%57@h/d": "postgresql://u:***@h/d",
    f"postgresql://u@h/d?password={SECRET}": "postgresql://u@h/d?password=***",
    "postgresql://u@h/d?password=S3cret%50W": "postgresql://u@h/d?password=***",
    f"postgresql://?user=u&password={SECRET}": "postgresql://?user=u&password=***",
    f"postgresql://u:x@h/d?password={SECRET}": "postgresql://u:***@h/d?password=***",
    f"postgresql://h/d?password=x&password={SECRET}": "postgresql://h/d?password=***",
}

MALFORMED = {
    "no slashes": f"postgresql:u:{SECRET}@h/d",
    "one slash": f"postgresql:/u:{SECRET}@h/d",
    "no colon": f"postgres//u:{SECRET}@h/d",
    "no scheme": f"://u:{SECRET}@h/d",
    "another scheme": f"mysql://u:{SECRET}@h/d",
    "a driver in the scheme": f"postgresql+asyncpg://u:{SECRET}@h/d",
    "capitals": f"POSTGRESQL://u:{SECRET}@h/d",
    "half a surrogate in the scheme": f"postgresql\ud800://u:{SECRET}@h/d",
    "a space in the password": f"postgresql://u:{SECRET} x@h/d",
    "a space in the host": f"postgresql://u:{SECRET}@h h/d",
    "a space in the user": f"postgresql://u u:{SECRET}@h/d",
    "a space in the database": f"postgresql://u:{SECRET}@h/d d",
    "a space at the end": f"postgresql://u:{SECRET}@h/d ",
    "a line break": f"postgresql://u:{SECRET}\n@h/d",
    "an escape sequence": f"postgresql://u:{SECRET}\x1b[2J@h/d",
    "an 8-bit control": f"postgresql://u:{SECRET}\x9b@h/d",
    "a zero byte": f"postgresql://u:{SECRET}\0@h/d",
    "an escaped zero byte": f"postgresql://u:{SECRET}%00@h/d",
    "no escape": f"postgresql://u:{SECRET}%zz@h/d",
    "half an escape": f"postgresql://u:{SECRET}%4@h/d",
    "a per cent": f"postgresql://u:{SECRET}%@h/d",
    "no UTF-8": f"postgresql://u:{SECRET}%ff@h/d",
    "a byte that is no UTF-8": f"postgresql://u:{SECRET}\udcff@h/d",
    "half a surrogate": f"postgresql://u:{SECRET}\ud800@h/d",
    "a port that is none": f"postgresql://u:{SECRET}@h:port/d",
    "a port beyond them": f"postgresql://u:{SECRET}@h:65536/d",
    "port 0": f"postgresql://u:{SECRET}@h:0/d",
    "IPv6 without brackets": f"postgresql://u:{SECRET}@::1/d",
    "IPv6 half in brackets": f"postgresql://u:{SECRET}@[::1/d",
    "brackets within": f"postgresql://u:{SECRET}@h[1]/d",
    "a slash in the password": f"postgresql://u:x/{SECRET}@h/d",
    "a slash in a password like a port": f"postgresql://u:12/{SECRET}@h/d",
    "a question in a password like a port": f"postgresql://u:12?{SECRET}@h/d",
    "an option in a password like a port": f"postgresql://u:12?user={SECRET}@h/d",
    "a password for a user": f"postgresql://u@{SECRET}@h/d",
    "an option without a value": f"postgresql://h/d?{SECRET}",
    "an option without a name": f"postgresql://h/d?={SECRET}",
    "an option in capitals": f"postgresql://h/d?PASSWORD={SECRET}",
    "an option of nobody's": f"postgresql://h/d?nonsense={SECRET}",
    "an option of the driver's": f"postgresql://h/d?autocommit={SECRET}",
    "an option of the program's": f"postgresql://h/d?client_encoding={SECRET}",
    "an empty option": f"postgresql://u:{SECRET}@h/d?&",
    "an escaped name": f"postgresql://h/d?pass%77ord={SECRET}",
}

FILES = {
    "sqlite:///a.db": "a.db",
    "sqlite:////tmp/a.db": "/tmp/a.db",
    "sqlite:///my base.db": "my base.db",
    "sqlite:///a%20b%3F%23%25.db": "a b?#%.db",
    "sqlite:///a#b&c=d@e:f.db": "a#b&c=d@e:f.db",
    "sqlite:///база.db": "база.db",
    "sqlite:///%D0%B1.db": "б.db",
    "sqlite:///:memory:": ":memory:",
}
NO_FILES = (
    "sqlite://",
    "sqlite:///",
    "sqlite://a.db",
    "sqlite:a.db",
    "sqlite:///a.db?mode=memory",
    "sqlite:///a%00b",
    "sqlite:///a\0b",
    "sqlite:///a%",
    "sqlite:///a%zz",
    "sqlite:///a%ff",
    "sqlite:///a\udcff",
    "sqlite:///a\ud800",
)


@pytest.mark.parametrize(("url", "options"), GOOD.items(), ids=GOOD)
def test_a_url_means_what_it_means_to_libpq(url: str, options: dict[str, str]) -> None:
    address = parse(url)
    assert (address.scheme, address.path) == ("postgresql", "")
    assert dict(address.options) == options


def test_libpq_reads_the_same() -> None:
    pq = pytest.importorskip("psycopg").pq
    for url, options in GOOD.items():
        read = pq.Conninfo.parse(url.replace("postgres://", "postgresql://").encode())
        # Of several hosts without a port it gives the commas between their ports.
        given = (option for option in read if option.val and option.val.strip(b","))
        assert {o.keyword.decode(): o.val.decode() for o in given} == options, url


@pytest.mark.parametrize(("url", "shown"), WITH_PASSWORD.items(), ids=WITH_PASSWORD)
def test_a_password_is_taken_and_not_shown(url: str, shown: str) -> None:
    address = parse(url)
    assert (address.password, address.shown) == (SECRET, shown)


@pytest.mark.parametrize("secret", ["sslpassword", "oauth_client_secret", "scram_client_key"])
def test_no_other_secret_is_shown(secret: str) -> None:
    address = parse(f"postgresql://h/d?{secret}={SECRET}")
    assert dict(address.options)[secret] == SECRET
    assert address.shown == f"postgresql://h/d?{secret}=***"


@pytest.mark.parametrize("url", MALFORMED.values(), ids=MALFORMED)
def test_what_is_malformed_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(url)
    assert caught.value.exit_code == USAGE
    assert caught.value.hint
    assert "S3cret" not in caught.value.message + caught.value.hint
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f'no command "postgresql://u:{SECRET}@h/d"', 'no command "postgresql://u:***@h/d"'),
        (f"/home/me/postgres/u:{SECRET}@h/d", "/home/me/postgres/u:***@h/d"),
        (f"postgresql://h/d?password={SECRET}&port=1", "postgresql://h/d?password=***&port=1"),
        (f"postgresql://u:x/{SECRET}@h", "postgresql://u:***@h"),
        ("at 10:30 write to me@example.org", "at 10:30 write to me@example.org"),
        ("https://example.org/a:b", "https://example.org/a:b"),
    ],
)
def test_what_looks_like_a_url_is_told_without_its_password(text: str, shown: str) -> None:
    assert mask_password(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        f"postgresql://u:a {SECRET}@h",
        f"host=h password={SECRET}",
        f"host=h password = 'a {SECRET}'",
        "x" * 1_900 + f"postgresql://u:{SECRET * 30}@h",
    ],
)
def test_a_password_with_blanks_or_in_words_or_cut_off_is_masked(text: str) -> None:
    assert SECRET not in mask_password(text)


@pytest.mark.parametrize(
    "unit", ["postgres", "postgres:a:", "postgres:/", "password=", "postgres:a:b "]
)
def test_a_long_text_is_cut_before_patterns_see_it(unit: str) -> None:
    begun = time.process_time()
    assert len(mask_password(unit * 100_000)) < 10_000
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("option", [("--store",), ("copy", "--to")])
@pytest.mark.parametrize(
    "given",
    [f"host=h password={SECRET}", f"dbname=d password = '{SECRET} x'", f"password={SECRET}"],
)
def test_words_of_libpq_are_refused_without_echo(option: tuple[str, ...], given: str) -> None:
    answer = ask(*option, given, *(() if option[0] == "copy" else ("list",)))
    assert answer.code == USAGE
    assert SECRET not in answer.err + answer.out


def test_a_path_that_looks_like_words_is_a_path_if_it_is_there(tmp_path: Path) -> None:
    path = tmp_path / "host=h"
    path.write_bytes(content(SAMPLE))
    assert ask("--store", str(path), "list").code == 0


@pytest.mark.parametrize(("url", "path"), FILES.items(), ids=FILES)
def test_a_url_of_sqlite_is_a_path(url: str, path: str) -> None:
    assert parse(url) == Address("sqlite", url, path)


@pytest.mark.parametrize("url", NO_FILES)
def test_what_is_no_path_is_refused(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(url)
    assert "sqlite:///PATH" in caught.value.hint


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@given(words, words, words)
def test_what_is_escaped_comes_back(user: str, password: str, database: str) -> None:
    parts = (quote(part, safe="") for part in (user, password, database))
    address = parse("postgresql://{}:{}@h/{}".format(*parts))
    given = {"user": user, "password": password, "host": "h", "dbname": database}
    assert dict(address.options) == {name: value for name, value in given.items() if value}


@given(st.text("/?@:#%&=[], \n1x\ud800", max_size=6), st.text("/?@:#%&=x1", max_size=4))
@example("12/", "")
@example("12?user=", "")
@example("@", "")
def test_a_password_that_is_not_escaped_is_not_shown_either(before: str, after: str) -> None:
    try:
        shown = parse(f"postgresql://u:{before}{SECRET}{after}@h/d").shown
    except UsageError as error:
        shown = error.message + error.hint
    assert SECRET not in shown


@given(st.text(max_size=20))
@example("sqlite:///")
def test_every_text_is_a_store_s_or_refused(text: str) -> None:
    for url in (text, f"postgresql://{text}", f"sqlite:///{text}"):
        try:
            answer = parse(url).scheme
        except UsageError as error:
            answer = error.hint
        assert answer
