"""Answer quality on labelled questions, against two plain baselines in the same run."""
