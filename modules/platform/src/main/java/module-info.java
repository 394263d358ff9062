/** What a bounded context stands on: database, HTTP, idempotency, telemetry. */
module banyan.platform {
  requires transitive banyan.wire;
  requires transitive org.jdbi.v3.core;
  requires transitive com.fasterxml.jackson.databind;
  requires transitive io.opentelemetry.api;
  requires io.opentelemetry.context;
  requires transitive java.sql;
  requires org.jdbi.v3.postgres;
  requires com.fasterxml.jackson.datatype.jsr310;
  requires com.fasterxml.uuid;
  requires com.zaxxer.hikari;
  requires flyway.core;
  requires org.postgresql.jdbc;
  requires org.apache.commons.compress;
  requires io.javalin;
  requires transitive org.eclipse.jetty.ee10.servlet;
  requires org.slf4j;

  exports banyan.platform;
  exports banyan.platform.database;
  exports banyan.platform.http;
  exports banyan.platform.idempotency;
}
