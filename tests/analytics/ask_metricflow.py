"""Ask MetricFlow questions, all in one process because it takes seconds to start: JSON in, JSON out.

A question is [metrics, group by, where]; an answer is its rows, every value as text.
"""

import json
import sys
from pathlib import Path

from dbt_metricflow.cli.cli_configuration import CLIConfiguration
from metricflow.engine.metricflow_engine import MetricFlowQueryRequest


def main() -> None:
    configuration = CLIConfiguration()
    configuration.setup(
        dbt_profiles_path=Path(sys.argv[1]), dbt_project_path=Path(sys.argv[2]), configure_file_logging=False
    )
    answers = []
    for metrics, group_by, where in json.load(sys.stdin):
        request = MetricFlowQueryRequest.create(
            metric_names=metrics, group_by_names=group_by, where_constraints=where or None
        )
        table = configuration.mf.query(request).result_df
        rows = [] if table is None else table.rows
        answers.append([[None if value is None else str(value) for value in row] for row in rows])
    sys.stdout.write("\n" + json.dumps(answers))


if __name__ == "__main__":
    main()
