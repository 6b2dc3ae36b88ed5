"""What was said is kept as it was said: forecasts and reviews, so that they can be held against what came."""
