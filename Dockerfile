# syntax=docker/dockerfile:1
# Two stages: the first installs exactly what requirements.lock says, the second runs it as an ordinary user.
# Behind a mirror: docker build --build-arg PYTHON_IMAGE=... --secret id=pip,src=pip.conf .
# Without a PostgreSQL: docker run --volume zones:/data --publish 8000:8000 IMAGE demo --data /data --host 0.0.0.0
ARG PYTHON_IMAGE=python:3.12-slim-bookworm

FROM ${PYTHON_IMAGE} AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/zones
COPY requirements.lock /build/requirements.lock
RUN --mount=type=secret,id=pip,target=/etc/pip.conf,required=false \
    /opt/zones/bin/pip install --require-hashes --no-deps --requirement /build/requirements.lock

FROM ${PYTHON_IMAGE} AS service
RUN groupadd --system --gid 10001 zones \
    && useradd --system --uid 10001 --gid zones --home-dir /home/zones --create-home --shell /usr/sbin/nologin zones \
    && install --directory --owner zones --group zones --mode 0700 /data
COPY --from=packages /opt/zones /opt/zones
COPY allocation /app/allocation
COPY casework /app/casework
COPY db /app/db
COPY intake /app/intake
COPY meetings /app/meetings
COPY recusal /app/recusal
COPY resolvers /app/resolvers
COPY schema /app/schema
COPY service /app/service
COPY terms /app/terms
COPY verify /app/verify
ENV PATH=/opt/zones/bin:${PATH} PYTHONPATH=/app PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
USER zones
VOLUME ["/data"]
EXPOSE 8000
STOPSIGNAL SIGTERM
# Any answer below 400 counts; by urllib, as a slim image has no curl, and past any proxy that the container is told of.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as web; web.build_opener(web.ProxyHandler({})).open('http://127.0.0.1:8000/health', timeout=2)"]
ENTRYPOINT ["python", "-m", "service"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
