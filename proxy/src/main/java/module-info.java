/** The request path: listener, routes, identity, upstreams. Knows no context; also runs alone. */
module banyan.proxy {
  requires transitive banyan.wire;
  requires transitive org.eclipse.jetty.server;
  requires org.eclipse.jetty.alpn.server;
  requires org.eclipse.jetty.client;
  requires org.eclipse.jetty.http2.server;
  requires com.fasterxml.jackson.databind;
  requires com.github.benmanes.caffeine;
  requires transitive io.opentelemetry.api;
  requires io.opentelemetry.context;
  requires org.snakeyaml.engine;
  requires HdrHistogram;
  requires org.slf4j;
  requires java.management;
  requires jdk.management;

  exports banyan.proxy;
  exports banyan.proxy.admin;
  exports banyan.proxy.artefact;
  exports banyan.proxy.balance;
  exports banyan.proxy.call;
  exports banyan.proxy.compare;
  exports banyan.proxy.certificate;
  exports banyan.proxy.gate;
  exports banyan.proxy.gate.simulation;
  exports banyan.proxy.fault;
  exports banyan.proxy.idempotency;
  exports banyan.proxy.identity;
  exports banyan.proxy.ingress;
  exports banyan.proxy.match;
  exports banyan.proxy.migration;
  exports banyan.proxy.parity;
  exports banyan.proxy.publish;
  exports banyan.proxy.recent;
  exports banyan.proxy.resilience;
  exports banyan.proxy.retirement;
  exports banyan.proxy.rollout;
  exports banyan.proxy.route;
  exports banyan.proxy.sampling;
  exports banyan.proxy.shadow;
  exports banyan.proxy.tls;
  exports banyan.proxy.upstream;
}
