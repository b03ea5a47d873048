"""One module of routes per subject: what each answers, and the scope it needs."""
