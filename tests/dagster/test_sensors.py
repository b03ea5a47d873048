"""The sensors, evaluated by hand."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from orchestration.defs.publication.freshness import judge, last_due
from orchestration.project import find_project
from tests.dagster.asset_shop import AssetShop

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")


def look(definitions: dg.Definitions, sensor: str, cursor: str | None) -> dg.SensorResult:
    """Evaluate a sensor once, as the daemon does."""
    found = definitions.resolve_sensor_def(sensor)
    assert found.default_status == dg.DefaultSensorStatus.RUNNING
    with dg.build_sensor_context(cursor=cursor, definitions=definitions) as context:
        return found.evaluate_tick(context)


def test_a_changed_definition_starts_one_refresh(
    shop: AssetShop, definitions: dg.Definitions, copied_seeds: Path
) -> None:
    first = look(definitions, "definitions_sensor", None)
    assert len(first.run_requests) == 1
    again = look(definitions, "definitions_sensor", first.cursor)
    assert (again.run_requests, again.skip_message) == ([], "the definitions have not changed")

    segments = copied_seeds / "segments.csv"
    before = segments.read_text(encoding="utf-8")
    segments.write_text(before.replace("They live in Moscow.", "They live in or near Moscow."), encoding="utf-8")
    unfinished = look(definitions, "definitions_sensor", first.cursor)
    assert unfinished.run_requests == []
    assert "do not match the seeds yet; run `segments generate`" in unfinished.skip_message

    shop.command("generate")
    changed = look(definitions, "definitions_sensor", first.cursor)
    assert len(changed.run_requests) == 1

    segments.write_text(before, encoding="utf-8")
    shop.command("generate")
    undone = look(definitions, "definitions_sensor", changed.cursor)
    keys = [result.run_requests[0].run_key for result in (first, changed, undone)]
    assert len(set(keys)) == 3


def test_seeds_with_faults_start_nothing(definitions: dg.Definitions, copied_seeds: Path) -> None:
    filters = copied_seeds / "segment_filters.csv"
    filters.write_text(filters.read_text(encoding="utf-8").replace("equals", "equalls"), encoding="utf-8")
    result = look(definitions, "definitions_sensor", None)
    assert result.run_requests == []
    assert "equalls" in result.skip_message


@pytest.mark.parametrize(
    ("cron", "zone", "now", "due"),
    [
        ("0 */4 * * *", MOSCOW, "2026-03-01T13:30+03:00", "2026-03-01T12:00+03:00"),
        ("0 */4 * * *", MOSCOW, "2026-03-01T12:59+03:00", "2026-03-01T08:00+03:00"),  # still within its hour
        ("0 */4 * * *", MOSCOW, "2026-03-01T13:00+03:00", "2026-03-01T12:00+03:00"),
        ("0 9 * * 1-5", MOSCOW, "2026-03-01T12:00+03:00", "2026-02-27T09:00+03:00"),  # nothing is due on a Sunday
        ("0 */4 * * *", BERLIN, "2026-03-29T05:30+02:00", "2026-03-29T04:00+02:00"),  # the day is 23 hours long
        ("*/10 * * * *", MOSCOW, "2026-03-01T12:00+03:00", "2026-03-01T11:00+03:00"),
    ],
)
def test_a_refresh_is_due_an_hour_after_its_tick(cron: str, zone: ZoneInfo, now: str, due: str) -> None:
    assert last_due(cron, zone, datetime.fromisoformat(now)) == datetime.fromisoformat(due)


def test_nothing_published_is_not_fresh(shop: AssetShop, definitions: dg.Definitions) -> None:
    verdict = judge(find_project(), datetime.now(UTC))
    assert not verdict.passed
    assert "nothing is published yet" in verdict.description


def test_the_sensor_reports_a_verdict_once(shop: AssetShop, definitions: dg.Definitions) -> None:
    first = look(definitions, "freshness_sensor", None)
    [evaluation] = first.asset_events
    assert (evaluation.check_name, evaluation.passed) == ("is_fresh", False)
    assert look(definitions, "freshness_sensor", first.cursor).asset_events == []
