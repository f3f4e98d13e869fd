"""Measurements that several rules share: arrays and facts in, numbers out."""
