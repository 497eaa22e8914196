"""Contracts for the authors of domains and layouts: functions for their tests, which raise `AssertionError`.

def test_the_domain() -> None:
check_domain(CART, events=[NewEvent("itemAdded", {"item": "laptop"})])

def test_an_item_is_removed_once() -> None:
before = given(CART, NewEvent("itemAdded", {"item": "laptop"}), NewEvent("itemRemoved", {"item": "laptop"}))
before.when("remove-item", {"item": "laptop"}).then_rejected("the cart holds 0")

def test_the_layout() -> None:
check_layout("shop.toml", "shop.sqlite")
"""

from leftfold.testing.domains import check_domain
from leftfold.testing.layouts import check_layout
from leftfold.testing.reports import check_report
from leftfold.testing.scenarios import Given, When, given

__all__ = ["Given", "When", "check_domain", "check_layout", "check_report", "given"]
