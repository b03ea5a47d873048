"""Show a page, or say in a sentence why it cannot be shown."""

from __future__ import annotations

from collections.abc import Callable

from orchestration.catalogue.following import follow, show_freshness
from orchestration.catalogue.queries.asking import MissingRelationError
from orchestration.catalogue.reader import Reader
from orchestration.catalogue.view import View
from orchestration.catalogue.views.parts import missing_words
from orchestration.catalogue.writing import heading, paragraph
from orchestration.faults import UserError
from orchestration.project import Project
from orchestration.published_file import Publication, present_publication
from orchestration.refresh.errors import NothingPublishedError


def show_page(project: Project, reader: Reader, page: Callable[[View], None]) -> None:
    """Show one page; what a user can put right is said in a sentence, and what a refresh puts right shows by itself."""
    publication: Publication | None = None
    try:
        publication = present_publication(project)
        view = View(project, reader, publication)
        show_freshness(view)
        page(view)
    except NothingPublishedError:
        heading(reader.say("Nothing is published yet"), 2)
        paragraph(reader.say("The first refresh publishes: segments refresh. This page then shows it by itself."))
    except MissingRelationError as error:
        heading(reader.say("This cannot be shown"), 2)
        paragraph(missing_words(reader, error))
    except UserError as error:
        heading(reader.say("This cannot be shown"), 2)
        paragraph(str(error))
    follow(project, publication)
