"""Curves as images, for reports and for whoever opens one in a browser."""

from .look import Image as Image
from .look import Look as Look
