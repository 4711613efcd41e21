"""What TensorFlow trains on besides the CPU."""

import tensorflow as tf


def gpus() -> list[str]:
    """Name the types of the GPUs that this process may use."""
    found = tf.config.list_physical_devices("GPU")
    details = (tf.config.experimental.get_device_details(device) for device in found)
    return [one.get("device_name", "GPU") for one in details]
