"""Many people at once, in short; ``python -m tests.load`` is the whole of it."""

from __future__ import annotations

import asyncio

from rag import Assistant
from tests.load.crowd import Asked, Crowd, crowd, percentile, upload
from tests.ui.conftest import served
from tests.ui.test_mcp import waited_for


def test_fifty_people_at_once_are_all_answered_and_a_file_comes_in_beside_them(assistant: Assistant) -> None:
    """No error, in turn, and the page is there for others meanwhile. (Seconds are promised of a machine of one's own.)"""

    async def together(url: str) -> tuple[Crowd, str]:
        found, (path, _) = await asyncio.gather(crowd(url, people=50), upload(url, size=20_000_000))
        return found, path

    with served(assistant) as url:
        waited_for(crowd(url, people=1))
        found, path = waited_for(together(url))
    assert path.endswith("large.txt")
    assert found.troubles == []
    assert len(found.asked) == 50
    assert all(0 < each.first <= each.done for each in found.asked)
    # the first has his words long before the last: nobody waits for everybody
    assert percentile([each.first for each in found.asked], 0.05) < 0.5 * percentile(
        [each.first for each in found.asked], 1.0
    )
    assert max(found.looked) < max(each.done for each in found.asked)


def test_a_trouble_is_seen_and_a_percentile_is_one() -> None:
    assert Crowd([Asked(0.1, 0.2), Asked(0.0, 0.0, "queue full")]).troubles == ["queue full"]
    assert percentile([float(each) for each in range(101)], 0.95) == 95
    assert percentile([3.0], 0.95) == 3
