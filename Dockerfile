# The headless server: API, dashboard and workers. Settings come from the environment (.env.sample).
FROM node:20-bookworm-slim AS dashboard
WORKDIR /src/ui
COPY ui/package.json ui/package-lock.json ui/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY docs/openapi.json /src/docs/openapi.json
COPY ui/ ./
RUN npm run build

FROM rust:1.95-bookworm AS server
WORKDIR /src
COPY Cargo.toml Cargo.lock tauri.conf.json ./
COPY src-tauri/ src-tauri/
COPY migrations/ migrations/
COPY benches/ benches/
COPY tests/ tests/
COPY --from=dashboard /src/ui/dist ui/dist
RUN cargo build --release --locked --no-default-features --bin hub

FROM debian:bookworm-slim
# The browser reads the billing report; tini ends what a browser leaves behind, which the first process of a
# container has to.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates chromium fonts-liberation tini \
    && rm -rf /var/lib/apt/lists/*
# LibreOffice Writer without its desktop parts makes contracts PDF: some 280 MB, 95 MB to fetch.
# `--build-arg SOFFICE_PATH=` leaves it out, and contracts are downloaded as DOCX alone.
ARG SOFFICE_PATH=/usr/bin/soffice
RUN if [ -n "$SOFFICE_PATH" ]; then \
        apt-get update && apt-get install -y --no-install-recommends libreoffice-writer-nogui \
        && rm -rf /var/lib/apt/lists/* && test -x "$SOFFICE_PATH"; \
    fi
RUN useradd --create-home hub
COPY --from=server /src/target/release/hub /usr/local/bin/hub
USER hub
# A container is the lock around the browser: it seldom may build a second one inside.
ENV HUB_BIND=0.0.0.0 HUB_DATA_DIR=/home/hub/data CHROMIUM_PATH=/usr/bin/chromium CHROMIUM_SANDBOX=0 \
    SOFFICE_PATH=$SOFFICE_PATH
EXPOSE 3000
ENTRYPOINT ["tini", "--"]
CMD ["hub", "serve"]
