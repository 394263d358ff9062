/** Real parts for tests: scripted upstream, raw client, movable clock, throwaway database. */
module banyan.testing {
  requires transitive banyan.platform;
  requires transitive org.junit.jupiter.api;
  requires awaitility;
  requires transitive java.net.http;
  requires java.sql;
  requires org.slf4j;

  exports banyan.testing;
}
