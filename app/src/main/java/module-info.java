/** The composition root and the command line. The only place that knows everybody. */
module banyan.app {
  requires banyan.catalog;
  requires banyan.inventory;
  requires banyan.orders;
  requires banyan.platform;
  requires banyan.proxy;
  requires banyan.wire;
  requires com.fasterxml.jackson.databind;
  requires info.picocli;
  requires java.management;
  requires java.net.http;
  requires org.snakeyaml.engine;
  requires org.slf4j;
}
