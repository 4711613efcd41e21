# The API and the migrations. TensorFlow is not in here.
FROM python:3.13-slim

# The root file system is mounted read-only; what wants a home finds it on a tmpfs.
ENV HOME=/tmp PYTHONUNBUFFERED=1
RUN groupadd --gid 10001 lehr \
    && useradd --uid 10001 --gid lehr --home-dir /tmp --no-create-home lehr

WORKDIR /app
COPY requirements/api.txt requirements/
RUN python -m pip install --disable-pip-version-check --no-cache-dir --root-user-action=ignore \
    --only-binary=:all: --require-hashes --requirement requirements/api.txt

COPY api api
COPY lehr lehr
COPY migrations migrations
# A volume that is mounted over an empty directory takes its owner from it.
RUN install --directory --owner=10001 --group=10001 /var/lib/lehr
# A checkout may be readable for its owner alone.
RUN chmod -R a+rX . && python -m compileall -q .

USER 10001:10001
EXPOSE 8000
CMD ["python", "-m", "api"]
