"""The mailbox, as smtplib meets it."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage


def test_a_mail_is_kept_with_its_headers_and_text(simulator, desk):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "a@example.org",
        "b@example.org",
        "Perché",
    )
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content("Vedi https://example.org/x è là")

    with smtplib.SMTP("127.0.0.1", simulator.smtp_port, timeout=5) as smtp:
        smtp.login("anyone", "anything")
        smtp.send_message(mail)

    row = desk.accepted()[0]
    assert (row["network"], row["account"], row["subject"]) == (
        "mail",
        "b@example.org",
        "Perché",
    )
    assert (row["id"], row["link"]) == ("1@example.org", "https://example.org/x")
    assert row["text"] == "Vedi https://example.org/x è là"
    assert "Perché" in desk.get("/mail").text
