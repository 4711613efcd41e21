"""Tell Keras's and TensorFlow's errors as reasons why a run failed."""

from collections.abc import Iterator
from contextlib import contextmanager

import tensorflow as tf

from worker.trainer import TrainingFailed


@contextmanager
def failures() -> Iterator[None]:
    """Raise TrainingFailed for what Keras or TensorFlow raise within the block."""
    try:
        yield
    except (MemoryError, tf.errors.ResourceExhaustedError) as error:
        raise TrainingFailed("out-of-memory", "the run needs more memory than there is") from error
    except (ValueError, TypeError, tf.errors.OpError) as error:
        raise TrainingFailed("keras-refused", f"Keras refused to train: {error}") from error
