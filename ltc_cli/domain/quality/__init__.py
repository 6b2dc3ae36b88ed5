"""Data quality (metric dictionary A1): what is sound as the file goes, but no figure should be built on as it is."""
