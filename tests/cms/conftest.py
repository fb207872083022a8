import pytest

from tests.campaigns.conftest import (  # noqa: F401 (fixtures)
    running_simulator,
    simulated,
)

from .factories import (
    AssociationsPageFactory,
    NewsIndexPageFactory,
    PlacesPageFactory,
    ProgrammePageFactory,
    WorksPageFactory,
)


@pytest.fixture
def news(home):
    """The Italian index of news, without news."""
    return NewsIndexPageFactory(parent=home)


@pytest.fixture
def programme(home):
    return ProgrammePageFactory(parent=home, title="Coworking")


@pytest.fixture
def works(home):
    return WorksPageFactory(parent=home)


@pytest.fixture
def places(home):
    return PlacesPageFactory(parent=home)


@pytest.fixture
def directory(home):
    """The Italian directory of associations, empty."""
    return AssociationsPageFactory(parent=home)


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    """Publish as an editor does, with what follows the commit."""

    def publish(page):
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        page.refresh_from_db()
        return page

    return publish
