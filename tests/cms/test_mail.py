"""Mail waits for the commit, and for nothing else."""

import pytest
from django.core import mail
from django.db import transaction

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def backend(settings):
    settings.EMAIL_BACKEND = "cms.mail.AfterCommit"
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def write():
    mail.send_mail("Oggetto", "Testo", None, ["a@example.org"])


def test_outside_a_transaction_it_leaves_at_once():
    write()

    assert len(mail.outbox) == 1


def test_inside_a_transaction_it_leaves_after_the_commit():
    with transaction.atomic():
        write()
        assert mail.outbox == []

    assert len(mail.outbox) == 1


def test_what_is_rolled_back_is_not_told():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert mail.outbox == []
