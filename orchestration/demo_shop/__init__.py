"""A shop to try everything on: deterministic, of any size, and able to move forward in time."""

from orchestration.demo_shop.advancing import Advance, NotLaterError, advance_demo_shop
from orchestration.demo_shop.files import FileFormat, NoDemoShopError, Parameters, read_parameters
from orchestration.demo_shop.making import DemoShop, make_demo_shop

__all__ = [
    "Advance",
    "DemoShop",
    "FileFormat",
    "NoDemoShopError",
    "NotLaterError",
    "Parameters",
    "advance_demo_shop",
    "make_demo_shop",
    "read_parameters",
]
