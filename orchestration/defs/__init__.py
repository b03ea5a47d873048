"""What Dagster runs, by subject: the shop's tables, the models, the publication, and the refresh that makes them.

Each module has one function that builds its definitions, for the project `find_project` finds at that moment: nothing
is looked up at import, and no warehouse is needed to load.
"""
