from __future__ import annotations

from campaigns.reasons import REASONS, describe


def test_every_reason_says_why_and_what_to_do() -> None:
    for code in REASONS:
        reason = describe(code)
        assert str(reason.text).endswith(".")
        assert str(reason.advice).endswith((".", "?"))


def test_an_unknown_code_still_has_words() -> None:
    reason = describe("something_new")

    assert "something_new" not in REASONS
    assert str(reason.text)
    assert str(reason.advice)
