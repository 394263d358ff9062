/** The catalogue: products, prices, search. */
module banyan.catalog {
  requires transitive banyan.platform;
  requires com.fasterxml.uuid;

  exports banyan.catalog;
  exports banyan.catalog.internal to
      banyan.app;
}
