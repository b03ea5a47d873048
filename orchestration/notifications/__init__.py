"""Tell people and machines how a refresh ended: by e-mail and webhook, in numbers.

`settings` reads the environment, `reading` and `failing` make an `Outcome` of what happened, `letters` decides who gets
which letter, `mail` and `webhook` send, and `notify` is what both doors of the refresh call. Nothing of a customer
leaves: an outcome holds counts, and names of segments, models, tests and files.
"""
