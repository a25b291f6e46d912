"""Guessing the password is made slow, for the address that guesses and for nobody else."""

from __future__ import annotations

import httpx
import pytest

from tests.fakes import FakeAssistant
from tests.ui.conftest import served
from ui.page.guard_errors import TooManyAttempts
from ui.page.login_attempts import ALLOWED, REST_SECONDS, Attempts


class Clock:
    """Stands still until it is set."""

    seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_an_address_that_is_wrong_too_often_waits_and_others_do_not() -> None:
    clock = Clock()
    attempts = Attempts(now=clock)
    for _ in range(ALLOWED):
        attempts.check("10.0.0.1")
        attempts.wrong("10.0.0.1")
    with pytest.raises(TooManyAttempts) as refused:
        attempts.check("10.0.0.1")
    assert refused.value.details["seconds"] == REST_SECONDS + 1
    attempts.check("10.0.0.2")
    clock.seconds += REST_SECONDS
    attempts.check("10.0.0.1")
    attempts.wrong("10.0.0.1")
    attempts.check("10.0.0.1")  # it counts from the beginning


def test_a_household_has_one_count_whatever_address_of_its_own_it_uses() -> None:
    attempts = Attempts(now=Clock())
    for number in range(ALLOWED):
        attempts.wrong(f"2001:db8::{number}")
    with pytest.raises(TooManyAttempts):
        attempts.check("2001:db8::ffff")
    attempts.check("2001:db8:0:1::1")
    attempts.right("2001:db8::1")
    attempts.check("2001:db8::2")


def test_the_page_and_basic_count_together_and_who_is_in_stays_in() -> None:
    with served(FakeAssistant(), auth=("leser", "richtig")) as url, httpx.Client(base_url=url) as inside:
        right = {"username": "leser", "password": "richtig"}
        assert inside.post("/login", data=right).status_code == 200
        for number in range(ALLOWED):
            if number % 2:
                answer = httpx.post(f"{url}/login", data={"username": "leser", "password": str(number)})
            else:
                answer = httpx.get(f"{url}/healthz", auth=("leser", str(number)))
            assert answer.status_code < 500
        for refused in (
            httpx.post(f"{url}/login", data=right),
            httpx.get(f"{url}/healthz", auth=("leser", "richtig")),
        ):
            assert refused.status_code == 429
            assert 0 < int(refused.headers["retry-after"]) <= REST_SECONDS + 1
            error = refused.json()["error"]
            assert (error["name"], "秒再试" in error["zh"], "then try again" in error["en"]) == (
                "TooManyAttempts",
                True,
                True,
            )
        assert "documents" in inside.get("/healthz").json()


def test_who_gets_it_right_is_not_held_to_what_was_wrong_before() -> None:
    with served(FakeAssistant(), auth=("leser", "richtig")) as url:
        wrong = [("falsch", 400)] * (ALLOWED - 1)
        for given, status in [*wrong, ("richtig", 200), *wrong]:
            found = httpx.post(f"{url}/login", data={"username": "leser", "password": given})
            assert found.status_code == status
        assert httpx.post(f"{url}/login", data={"username": "leser", "password": "richtig"}).status_code == 200
