/** What a bounded context stands on: database, HTTP, idempotency, telemetry. */
module banyan.platform {
  requires transitive banyan.wire;
  requires transitive org.jdbi.v3.core;
  requires transitive com.fasterxml.jackson.databind;
  requires transitive io.opentelemetry.api;
  requires transitive java.sql;
  requires org.jdbi.v3.postgres;
  requires com.fasterxml.jackson.datatype.jsr310;
  requires com.fasterxml.uuid;
  requires com.zaxxer.hikari;
  requires flyway.core;
  requires flyway.database.postgresql;
  requires org.postgresql.jdbc;
  requires org.apache.commons.compress;
  requires io.javalin;
  requires transitive org.eclipse.jetty.ee10.servlet;
  requires org.slf4j;
  requires ch.qos.logback.classic;
  requires ch.qos.logback.core;
  requires io.opentelemetry.context;
  requires io.opentelemetry.sdk;
  requires io.opentelemetry.sdk.common;
  requires io.opentelemetry.sdk.metrics;
  requires io.opentelemetry.sdk.trace;
  requires io.opentelemetry.exporter.otlp;
  requires io.opentelemetry.exporter.prometheus;
  requires io.prometheus.metrics.model;
  requires io.prometheus.metrics.config;
  requires io.prometheus.writer.text;

  exports banyan.platform;
  exports banyan.platform.calls;
  exports banyan.platform.database;
  exports banyan.platform.database.embedded;
  exports banyan.platform.http;
  exports banyan.platform.idempotency;
  exports banyan.platform.telemetry;
}
