package banyan.catalog.internal;

import banyan.catalog.Catalog;
import banyan.catalog.OffersAsked;
import banyan.catalog.OffersFound;
import banyan.platform.database.ContextDatabase;
import banyan.wire.Arrival;

/** What the catalogue answers to other contexts: nothing decided here. Any thread. */
final class CatalogCalls implements Catalog {
  private final ContextDatabase database;
  private final FindOffers findOffers = new FindOffers();

  CatalogCalls(ContextDatabase database) {
    this.database = database;
  }

  @Override
  public OffersFound offers(Arrival arrival, OffersAsked asked) {
    return database.read(
        arrival.caller().tenant(), tx -> findOffers.find(new Products(tx), asked.skus()));
  }
}
