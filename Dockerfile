# goodword as one static file in an otherwise empty image: certificates to trust, no shell, no root. Time zones are
# in the program. PostgreSQL is a server elsewhere (database.url): this image cannot run goodword's own.
#
#   docker build -t goodword .
#   docker run --rm goodword --help
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /goodword ./cmd/goodword

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /goodword /usr/bin/goodword
COPY LICENSE /LICENSE
USER 65532:65532
ENV GOODWORD_CONFIG=/etc/goodword/goodword.toml
EXPOSE 8025
ENTRYPOINT ["/usr/bin/goodword"]
CMD ["serve"]
