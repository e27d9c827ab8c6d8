"""Puts the parts together; the only package that names concrete classes.

`judgement` needs neither database nor network; `accounts` knows the networks; `house` is the whole service.
"""
