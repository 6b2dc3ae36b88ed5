"""Tests of what answers look like."""
