"""Makes the model files from labelled JSON lines. Needs scikit-learn (extra `dev`); nothing at run time imports it."""
