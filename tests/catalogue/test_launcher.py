"""What `python -m orchestration.catalogue` says of what it cannot do."""

import socket
import sys

import pytest

from orchestration.catalogue.__main__ import main


@pytest.fixture
def taken_port() -> str:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield str(listener.getsockname()[1])


def start(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["catalogue", *arguments])
    return main()


def test_a_taken_port(monkeypatch, capsys, taken_port) -> None:
    assert start(monkeypatch, "--port", taken_port) == 2
    assert capsys.readouterr().err == f"127.0.0.1:{taken_port} is taken; choose another port with --port\n"


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("SEGMENTS_SHOW_PERSONAL_DATA", 'SEGMENTS_SHOW_PERSONAL_DATA: "perhaps" is neither yes nor no'),
        ("SEGMENTS_LOCALE", 'SEGMENTS_LOCALE: "perhaps" is not a locale; write it like ru_RU or en_GB'),
    ],
)
def test_a_bad_setting(monkeypatch, capsys, setting, said) -> None:
    monkeypatch.setenv(setting, "perhaps")
    assert start(monkeypatch) == 2
    assert capsys.readouterr().err.startswith(said)


def test_a_port_that_is_no_number(monkeypatch, capsys) -> None:
    with pytest.raises(SystemExit, match="2"):
        start(monkeypatch, "--port", "many")
    assert "argument --port: invalid int value: 'many'" in capsys.readouterr().err


def test_without_the_extra(monkeypatch, capsys) -> None:
    monkeypatch.setitem(sys.modules, "streamlit", None)
    assert start(monkeypatch) == 2
    assert "pip install 'customer-segments[catalogue]'" in capsys.readouterr().err
