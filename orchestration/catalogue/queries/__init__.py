"""What the pages ask the published file: one function per question, a connection in and values out, no page in sight.

A relation that an older publication lacks is a MissingRelationError, which names it.
"""
