from pathlib import Path

from benchmarks.bars import bars
from benchmarks.report import write_report


def row(experiment: str, subject: str, seconds: float, **more: object) -> dict[str, object]:
    return {
        "experiment": experiment,
        "subject": subject,
        "customers": 100,
        "segments": 10,
        "seconds": seconds,
        "cpu_seconds": seconds,
        "peak_mib": 100,
        "parts": {},
        "note": "",
        "load": 0.2,
        **more,
    }


def test_bars_compare_with_what_was_measured_by_hand_in_the_same_run() -> None:
    rows = [
        row("full", "segments refresh", 45.0),
        row("full", "Dagster job", 51.0),
        row("full", "hand-written SQL", 20.0),
        row("incremental", "segments refresh", 6.0),
        row("incremental", "hand-written SQL", 1.0),
        row("memory", "segments refresh, full", 9.0, peak_mib=5000),
    ]

    judged = [(bar.promise, bar.holds) for bar in bars({"refreshes": rows})]

    assert judged == [
        ("full refresh from the command line", False),  # 45 > 1.5 * 20 + 10
        ("full refresh by the Dagster job", False),  # 51 > 1.5 * 20 + 20
        ("incremental refresh, 1 % of customers", True),  # 6 <= 15 % of 45
        ("incremental refresh, 1 % of customers", True),  # 6 <= 2 * 1 + 10
        ("peak memory, 3 M customers", False),
    ]


def test_the_page_has_the_numbers_the_machine_and_the_chart(tmp_path: Path) -> None:
    rows = [row("full", "segments refresh", 45.25), row("full", "hand-written SQL", 40.0, parts={"parse": 12.0})]
    growth = [row("growth of customers", "segments refresh", 1.0), row("growth of customers", "hand-written SQL", 2.0)]
    kept = {
        "machine": {"cores": "2", "duckdb": "2.0.1"},
        "results": {
            "refreshes": {"measured_at": "2026-11-25 02:00 UTC", "rows": rows},
            "growth": {"measured_at": "2026-11-25 02:30 UTC", "rows": growth},
        },
    }

    write_report(kept, tmp_path / "RESULTS.md")

    page = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    assert "| full | segments refresh | 100 | 10 | 45.25 | 45.2 | 100 | 0.2 |" in page
    assert "parse 12.0" in page
    assert "| duckdb | 2.0.1 |" in page
    assert "![What refreshes take](results.svg)" in page
    assert "45.2 s" in (tmp_path / "results.svg").read_text(encoding="utf-8")


def test_a_dagster_job_of_another_day_is_not_compared(tmp_path: Path) -> None:
    refreshes = [row("full", "segments refresh", 45.0), row("full", "hand-written SQL", 20.0)]
    dagster = [row("full", "Dagster job", 51.0)]
    for day, is_judged in (("2026-11-25", True), ("2026-11-24", False)):
        kept = {
            "machine": {},
            "results": {
                "refreshes": {"measured_at": "2026-11-25 02:00 UTC", "rows": refreshes},
                "dagster": {"measured_at": f"{day} 02:30 UTC", "rows": dagster},
            },
        }
        write_report(kept, tmp_path / "RESULTS.md")
        page = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
        assert ("full refresh by the Dagster job" in page) == is_judged
        assert "| full | Dagster job |" in page
