"""What files are made with, whoever makes them: tables, packages, templates, the map; and how folders are exchanged."""
