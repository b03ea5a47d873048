"""Tell whether the definitions are others than before, and whether somebody is still editing them."""

import hashlib

from orchestration.faults import UserError
from orchestration.project import Project
from orchestration.specs import generated_files, plan_changes, read_specs


class DefinitionsUnfinishedError(UserError):
    """Report seeds somebody is in the middle of editing."""

    def __init__(self, changes: int) -> None:
        """Keep how many generated files differ."""
        self.changes = changes
        super().__init__(f"{changes} generated files do not match the seeds yet; run `segments generate`")


def definitions_fingerprint(project: Project) -> str:
    """Hash what the seeds say and the models generated from them; an error while the two do not match."""
    files = generated_files(read_specs(project), project.name)
    changes = plan_changes(project, files)
    if changes:
        raise DefinitionsUnfinishedError(len(changes))
    content = hashlib.sha256()
    for path in sorted(project.seeds.glob("*.csv")):
        content.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for name, text in sorted(files.items()):
        content.update(f"{name}\0{text}\0".encode())
    return content.hexdigest()
