"""Load the definitions under `defs/`: what `dagster dev` and the tests open."""

import dagster as dg

from orchestration.defs.destinations.assets import destinations
from orchestration.defs.models.assets import models
from orchestration.defs.publication.assets import publication
from orchestration.defs.publication.freshness import freshness
from orchestration.defs.refresh.automation import automation
from orchestration.defs.refresh.run import resources
from orchestration.defs.shop.assets import shop
from orchestration.defs.triggers.automation import triggers


@dg.definitions
def defs() -> dg.Definitions:
    """Put together the definitions of every subject, for the project that is worked on."""
    return dg.Definitions.merge(
        shop(), models(), publication(), freshness(), destinations(), triggers(), automation(), resources()
    )
