"""The fence: only this package loads Keras and TensorFlow."""

import os

from worker.compiler import instruct

instruct()
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # before TensorFlow is loaded, or never
