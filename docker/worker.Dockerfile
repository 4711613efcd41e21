# A worker: Keras and TensorFlow, for the CPU or, with DEVICE=gpu, for NVIDIA's GPUs.
FROM python:3.13-slim
ARG DEVICE=cpu

# The root file system is mounted read-only; Keras's and CUDA's files go to a tmpfs.
ENV HOME=/tmp PYTHONUNBUFFERED=1
RUN groupadd --gid 10001 lehr \
    && useradd --uid 10001 --gid lehr --home-dir /tmp --no-create-home lehr

WORKDIR /app
COPY requirements/worker-${DEVICE}.txt requirements/
RUN python -m pip install --disable-pip-version-check --no-cache-dir --root-user-action=ignore \
    --only-binary=:all: --require-hashes --requirement requirements/worker-${DEVICE}.txt

COPY lehr lehr
COPY worker worker
# A volume that is mounted over an empty directory takes its owner from it.
RUN install --directory --owner=10001 --group=10001 /var/lib/lehr
# A checkout may be readable for its owner alone.
RUN chmod -R a+rX . && python -m compileall -q .

USER 10001:10001
CMD ["python", "-m", "worker"]
