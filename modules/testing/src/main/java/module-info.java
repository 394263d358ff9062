/**
 * Real parts for tests: scripted upstream, raw client, movable clock, throwaway database, parity
 * kit.
 */
module banyan.testing {
  requires transitive banyan.platform;
  requires transitive org.junit.jupiter.api;
  requires awaitility;
  requires transitive java.net.http;
  requires java.sql;
  requires org.assertj.core;
  requires org.slf4j;

  exports banyan.testing;
  exports banyan.testing.calls;
}
