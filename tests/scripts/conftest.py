import pytest

from tests.ports import three_free_ports


@pytest.fixture
def port():
    return three_free_ports()
