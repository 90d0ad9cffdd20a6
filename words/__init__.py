"""Every sentence that a film, a page or a sheet says: one catalogue for each language."""
