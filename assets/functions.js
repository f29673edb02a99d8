// The code of the add-in's function is in the pane's page, which is its shared runtime. The manifest's schema asks for a script.
