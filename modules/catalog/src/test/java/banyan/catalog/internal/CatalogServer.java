package banyan.catalog.internal;

import banyan.platform.database.ContextDatabase;
import banyan.testing.ContextServer;
import banyan.wire.Caller;

/** The catalogue behind a real server, with a database of its own. */
record CatalogServer(ContextServer server) implements AutoCloseable {
  static CatalogServer start() throws Exception {
    return new CatalogServer(ContextServer.start(new CatalogModule()));
  }

  static CatalogServer withDemoProducts() throws Exception {
    CatalogServer catalog = start();
    new CatalogModule().addDemoData(catalog.server.ground());
    return catalog;
  }

  /** A client of the main tenant. */
  CatalogClient client() {
    return client(Caller.MAIN_TENANT);
  }

  CatalogClient client(String tenant) {
    return new CatalogClient(server.client(tenant));
  }

  ContextDatabase database() {
    return server.ground().database();
  }

  @Override
  public void close() throws Exception {
    server.close();
  }
}
