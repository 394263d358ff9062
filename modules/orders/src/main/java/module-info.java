/** Orders: what was bought, and the saga that confirms or cancels it. */
module banyan.orders {
  requires transitive banyan.catalog;
  requires transitive banyan.platform;
  requires banyan.inventory;

  exports banyan.orders;
  exports banyan.orders.internal to
      banyan.app;
}
